/*! Lexiscape's viewer, built from web/ by `make web`: edit there. It holds these libraries:

d3-array 3.2.5
Copyright 2010-2026 Mike Bostock

Permission to use, copy, modify, and/or distribute this software for any purpose
with or without fee is hereby granted, provided that the above copyright notice
and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS
OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER
TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.

d3-color 3.1.1
Copyright 2010-2026 Mike Bostock

Permission to use, copy, modify, and/or distribute this software for any purpose
with or without fee is hereby granted, provided that the above copyright notice
and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS
OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER
TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.

d3-contour 4.0.3
Copyright 2012-2026 Mike Bostock

Permission to use, copy, modify, and/or distribute this software for any purpose
with or without fee is hereby granted, provided that the above copyright notice
and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS
OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER
TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.

d3-dispatch 3.0.2
Copyright 2010-2026 Mike Bostock

Permission to use, copy, modify, and/or distribute this software for any purpose
with or without fee is hereby granted, provided that the above copyright notice
and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS
OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER
TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.

d3-drag 3.0.1
Copyright 2010-2026 Mike Bostock

Permission to use, copy, modify, and/or distribute this software for any purpose
with or without fee is hereby granted, provided that the above copyright notice
and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS
OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER
TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.

d3-ease 3.0.2
Copyright 2010-2026 Mike Bostock
Copyright 2001 Robert Penner
All rights reserved.

Redistribution and use in source and binary forms, with or without modification,
are permitted provided that the following conditions are met:

* Redistributions of source code must retain the above copyright notice, this
  list of conditions and the following disclaimer.

* Redistributions in binary form must reproduce the above copyright notice,
  this list of conditions and the following disclaimer in the documentation
  and/or other materials provided with the distribution.

* Neither the name of the author nor the names of contributors may be used to
  endorse or promote products derived from this software without specific prior
  written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT OWNER OR CONTRIBUTORS BE LIABLE FOR
ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES
(INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES;
LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON
ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
(INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.

d3-interpolate 3.0.2
Copyright 2010-2026 Mike Bostock

Permission to use, copy, modify, and/or distribute this software for any purpose
with or without fee is hereby granted, provided that the above copyright notice
and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS
OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER
TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.

d3-scale-chromatic 3.1.1
Copyright 2010-2026 Mike Bostock

Permission to use, copy, modify, and/or distribute this software for any purpose
with or without fee is hereby granted, provided that the above copyright notice
and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS
OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER
TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.

Apache-Style Software License for ColorBrewer software and ColorBrewer Color Schemes

Copyright 2002 Cynthia Brewer, Mark Harrower, and The Pennsylvania State University

Licensed under the Apache License, Version 2.0 (the "License"); you may not use
this file except in compliance with the License. You may obtain a copy of the
License at

http://www.apache.org/licenses/LICENSE-2.0

Unless required by applicable law or agreed to in writing, software distributed
under the License is distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR
CONDITIONS OF ANY KIND, either express or implied. See the License for the
specific language governing permissions and limitations under the License.

d3-selection 3.0.1
Copyright 2010-2026 Mike Bostock

Permission to use, copy, modify, and/or distribute this software for any purpose
with or without fee is hereby granted, provided that the above copyright notice
and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS
OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER
TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.

d3-timer 3.0.2
Copyright 2010-2026 Mike Bostock

Permission to use, copy, modify, and/or distribute this software for any purpose
with or without fee is hereby granted, provided that the above copyright notice
and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS
OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER
TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.

d3-transition 3.0.2
Copyright 2010-2026 Mike Bostock

Permission to use, copy, modify, and/or distribute this software for any purpose
with or without fee is hereby granted, provided that the above copyright notice
and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS
OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER
TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.

d3-zoom 3.0.1
Copyright 2010-2026 Mike Bostock

Permission to use, copy, modify, and/or distribute this software for any purpose
with or without fee is hereby granted, provided that the above copyright notice
and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS
OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER
TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.

kdbush 4.1.0
ISC License

Copyright (c) 2026, Vladimir Agafonkin

Permission to use, copy, modify, and/or distribute this software for any purpose
with or without fee is hereby granted, provided that the above copyright notice
and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS
OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER
TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.
*/
// src/browser/embedding.ts
var NAME = "embed";
function asksToEmbed(search) {
  return new URLSearchParams(search).get(NAME) === "1";
}
function aloneAddress(href) {
  const url = new URL(href);
  url.searchParams.delete(NAME);
  return url.href;
}

// src/rules.ts
var LIGHT_PALETTE = [
  "#0072b2",
  "#e69f00",
  "#009e73",
  "#cc79a7",
  "#d55e00",
  "#56b4e9",
  "#b8a900",
  "#8a63b8"
];
var DARK_PALETTE = [
  "#4fa3dd",
  "#f0b030",
  "#25b98d",
  "#e09ac2",
  "#ee7f3a",
  "#86cdf5",
  "#e8dc50",
  "#b095dc"
];
var KNOWN_CATEGORIES = {
  kind: ["word", "continuation", "unused", "number", "punctuation", "special", "byte", "whitespace"],
  script: ["Latin", "Han", "Katakana", "Hiragana", "Hangul", "Arabic", "Cyrillic", "Greek"]
};
var PLAIN_CATEGORY = {
  script: "None"
};
var VIRIDIS_PART = {
  light: [0, 0.76],
  dark: [0.25, 1]
};
var PLACE_LIGHTNESS = {
  light: 0.6,
  dark: 0.75
};
var PLACE_TILT = 0.05;
var PLACE_LIGHTEST = 150;
var PLACE_CHROMA = [0.05, 0.17];
var PLACE_HUES = 72;
var PLACE_RINGS = 6;
var PLACE_INSIDE = 0.9;
var NAME_LIGHTNESS = {
  light: 0.45,
  dark: 0.82
};
var NAME_CHROMA = 0.11;
var SCALE_STEPS = 256;
var SCALE_TAIL = 0.01;
var SCALE_SAMPLE = 2e4;
var NO_SCRIPT = "None";
var SCRIPT_CODES = {
  Latin: "Latn",
  Greek: "Grek",
  Cyrillic: "Cyrl",
  Armenian: "Armn",
  Syriac: "Syrc",
  "N'Ko": "Nkoo",
  Samaritan: "Samr",
  Bengali: "Beng",
  Gurmukhi: "Guru",
  Gujarati: "Gujr",
  Oriya: "Orya",
  Tamil: "Taml",
  Kannada: "Knda",
  Malayalam: "Mlym",
  Lao: "Laoo",
  Tibetan: "Tibt",
  Myanmar: "Mymr",
  "Canadian Aboriginal": "Cans",
  Ogham: "Ogam",
  Runic: "Runr",
  Tagalog: "Tglg",
  Khmer: "Khmr",
  "Tai Le": "Tale",
  "New Tai Lue": "Talu",
  "Tai Tham": "Lana",
  Batak: "Batk",
  "Ol Chiki": "Olck",
  Tifinagh: "Tfng",
  Han: "Hani",
  Katakana: "Kana",
  Yi: "Yiii",
  Vai: "Vaii",
  "Tai Viet": "Tavt",
  "Meetei Mayek": "Mtei",
  "Linear A": "Lina",
  "Linear B": "Linb",
  "Old Italic": "Ital",
  "Old Persian": "Xpeo",
  "Old Turkic": "Orkh",
  "Old Hungarian": "Hung",
  Phoenician: "Phnx",
  Avestan: "Avst",
  Cuneiform: "Xsux",
  Egyptian: "Egyp",
  Chakma: "Cakm",
  Miao: "Plrd",
  Nushu: "Nshu",
  SignWriting: "Sgnw",
  Hanifi: "Rohg",
  Kayah: "Kali"
};
var LONGEST_LABEL = 32;
var JOINERS = [[8204, 8205]];
var BLANKS = [
  [847, 847],
  [4447, 4448],
  [6068, 6069],
  [6155, 6157],
  [6159, 6159],
  [10240, 10240],
  [12644, 12644],
  [65024, 65039],
  [65440, 65440],
  [917760, 917999]
];
var FIRST_IDEOGRAPH = 11904;
var WORD_SIGNS = [
  [13312, 40959],
  [44032, 55203]
];
var KANA = [[12353, 12543]];
var FOLDED_KANA = [
  [12449, 12534],
  [12541, 12542]
];
var SETBACK_PERCENT = {
  number: 5,
  continuation: 30,
  punctuation: 40,
  special: 120,
  whitespace: 150,
  byte: 200,
  control: 200,
  extra: 250,
  unused: 300
};
var LONE_PERCENT = 20;
var BEGUN_PERCENT = 40;
var BEGUN_LETTERS = [2, 2, 8];
var BEGUN_WITHIN = [3, 20];
var BEGUN_ROWS = 65536;
var MERGED_SHARE = 0.8;
var MERGED_SAMPLE = 1e3;
var LONE_SHARE = 0.1;
var LONG_PERCENT = 50;
var LONG_TEXT = 24;
var DENSITY_GRID = 384;
var DENSITY_BORDER = 16;
var DENSITY_LAND = 0.02;
var REGION_BLURS = [12, 6, 3, 1];
var REGION_COAST = 0.25;
var REGION_CLIMB = 2;
var REGION_FEWEST = 12;
var TRAINED_FROM = 0.5;
var NAME_WORDS = 3;
var NAME_LETTERS = 22;
var NAME_CANDIDATES = 40;
var NAME_STEM = 4;
var NAME_KNOWN = 0.12;
var NAME_MAJORITY = 0.5;
var NAME_RARE_SCRIPT = 0.05;
var RANGE_TAIL = 20;
var RANGE_LEFT_OUT = 4;
var RANGE_SHORTER = 0.6;
var RANGE_SIDE = 5;
var RANGE_DIGITS = 6;
var PIECE_MARK = "-";
var UNFIT_NAMES = [
  "000a3cbf0092ecdc00c166d200cbbeff00ecd41101377be30183386201975c1001a3c91501fe63390222d245023236e9",
  "0250c6cf0279a299028facc002ba325e0360cf9603b242f703b3d9c903d4401303eb7c41041d2cdd044abfa8047942ee",
  "049dcdf304e9278904f388040516c8ff05289a61053236ca05c2b6dc05efbe89060d10b10616e1260623a86b0654b6b7",
  "06765e4406d40f2c06f1cd9007104829072bb9ef07355e7b073fa6f7079e826607ab47c707ae39d507ceba9b07dc5331",
  "07fa70f9089f7fda08c9347c08d1015508ec6a1608f44e11090dfaff096c033509c7ac9909ce568e09e40dfc09ea3d8c",
  "09fa3d0e0a5bd3150a6ab7920a782eb70a88e5860ad077af0b8ec0530b8fa59d0c7da42b0cd6f8630d03977a0d655091",
  "0df8f5530e037a740e15066d0e7584000e7d43410e83b4030edff55f0ee066070f0422bc0f1f356a0fad8d9a0fb636cd",
  "0fba55b7100452db1018d45d10407b03107fd65a108fc2a410b5652a10c5d44d112bf3c8112c7c9111386313116d7250",
  "117b8efb1197126b119be83a11e13d4311f3769e1213696b121f3c41125510a1125c982a12888c0312d0ec3912ea578f",
  "1328bc34133dcbb1135778bd135f94cd1386c70f1390be57139c14a313b3dc1713bd4f001414e96a142a8a9c1438edd7",
  "14cd1ac81506aa8d150b93d61516e743151722b915505198157e12511596c54e15b1b4c015c4edfd15f9eada15fa8048",
  "16131b7816201abc162b99c01672c3c61687a9a7169c4a2f16bb7c7816f43aaf170c9e92171276fe1722d799176f3e39",
  "1772d37e1779e65b177c848917b3e26317b74d6117b9b62117bc364718024a3d182a39d61852754f1887557118932519",
  "198d37161a25bef81a5753291ac0f21e1ae853001b59fe671bb2dbdd1c17cdc21c3586541c4182fa1c47e5a01c66a036",
  "1c6cef081c75b2b41cae09fd1d3a3b4b1d3e9e811d5162411d96c8341da122c91e00ef3f1e15c9ce1e1b7afe1e1e733a",
  "1e6e24561e8a4bd01ea063581ea2bd8b1eaa6ae31f03f41c1f1167c71f1461a11f6a1adc1f6e640f1f9d0c1a1fac7402",
  "1fd46c272022baa7208013b12081855120c8ae6d20e0578020e46e3c20f3ff1b2116fa272148e584217e4781219aef41",
  "21afe7ad21b402a821b40f4421d08f0021d5192821d51fe421feb06b2211b51d22969bd3229e171122f212f123213497",
  "232200a5239f7db323cb9c1224328b6c245d396c246ed49124c40f3e24f1e54125118c8125143d34252203cb25523ba9",
  "256fd811257408e92595b4d825ba58212667660d26ba16cd26d1cc0926e71cbd26f92aaf2766d312277cf11127d4bb41",
  "284d3a8f2875fc2528b3ae7529893b4429a13f9529e930b92a08cc7f2a5c8f742a6e47cd2a6eff522a7b21502a7bf843",
  "2ac8fe4d2aee29142b0b49b22b16e8af2b2898ea2ba0ad1a2bc08b952bd9cab62c3c1ee72c5a7c002c60049a2c7681a9",
  "2c8bdaa82cc6db7f2cf48f5b2d18c6fa2d4a45c62d769ed52dbe726e2dc7d3722dcc9deb2dda37472e459f402e6db17a",
  "2e7fdbed2ea9a3a62eb2f8e92efc51b82fae9df4307415f430b66b5e30c3786c30f55d4f3118818a314d8f633176a521",
  "3200722432105a843214bd8e322e1e7d323cd276326a0582326dbbce3272efda32bab1e532e06fad33397e9b335b9a50",
  "335cffc33391a77533a7d30e33a8ebc533bfbea234270e24346d132f3527c435356a01d83578632435fff62836202f47",
  "3626c5ea36567cb436a10c6336c9c3b03774b1773781ee5a37aca0a637bccc0d37c9146337de764a37fa3898383f22c9",
  "389f4f7d38adcdf838d6925a38deb79a38fadf52391ec5f33949ee0e394f08973962b841396f2e5c39b6e85e39eae00a",
  "3a1793863a1f19573a8e754c3a932aef3ad4a5313ad955273adf6f6d3b3f1e963b644ffe3c037bc23cd5ecdc3cd8a313",
  "3d0f27f13d28c9723d70f5ff3dadf61c3db6d1b63ddca7d23e4d52293e6e2d253ea915ea3f4355f33f68b9373fb04e58",
  "401b9265404929634053040240877c3140e5f70040e9335f4105669c417004e9417bee6f41956eb941bfce1b41de1f1b",
  "41ecf2d24286237542b192b642cb172e43105c15433c10a0434859f8434bc0f1435c8ffe4365a593437e9abc437ec0a1",
  "44115a9444171b83443f27d74452173d44742bc6449f378444e23d0044f4ac6f4548ef1b4551aee64606de6846139409",
  "46eb0063471567da4748b91a47efecb6485680e94877e226488a58db488e2e7d4892078a48aba13e48f4a6d148f67e98",
  "4917daaf494164dd497048cb497cf330499a120f49b3645149ce367649d5573b4a248f914a8592884a9460214ab68b2a",
  "4b0c590e4b2082254b4d0dde4baac20e4bb028cf4c1f32754c2981654c5eb5024c8e787e4cafc23e4cbb96954cc6638e",
  "4cc8a9464cef88374d5ed5a14d63ff9f4d8bf3334d998f594e3a2fef4e5b3eb94e86a33d4f2501c14f26caf94f2c7ffc",
  "4f350c8c4f35cda14f857f234f8ac6304fa993314fb83efa4fd4f8914ff2eef24ff49c6f500bc31c5022b8dd504fdc93",
  "506f888150d874f650f6ce575115de2751c7085351c8bc0f51df06ef51f0e949520df2215234306b526cf17f5281fc5b",
  "52c84be852e8702d534863a553cf71095440dc13546377da5488237854f744725516c9b25533661c55705baf5593a932",
  "563cfb8e564b19f7567638d756e4c196570b5d0e57119547575868b65763aed1579aac7b57b69ccc58043b0a58655dbf",
  "588506395892200258c236d6592fb334594a48055963816d59d0a9be59d50c2c5a05e3525a2925ef5a560bc85a917dbc",
  "5ab41f165ac730015b4076c25b4eb7ab5b52befb5b7212455b8d31185bebf5d75c8ae6675cb73d5a5cc84c7a5cd0e597",
  "5d130ec15d7b8a2f5d936b645d98c3af5dc3fc105e0a31045e32ede55e41bf0b5e4c21365e70e3f35eca50ae5ed29ce0",
  "5f2621785f9be8395fb312c05fb84c9a5fdcb3eb5fdcdcf05fefdf666008b3226017484b605231a260ca241a6119345f",
  "6157598d615da1c862035637620afc1a620ca9566221ed0a62510a9162957dea62a09bef62f8c9aa62fb7653631c1871",
  "63218ade639b2f0b63a6d54e63bfadf664423197646a03e764a4aca064c8d1bb64c9a64864cbd0a564d87b8a64e58a16",
  "6517597e651ca22265339e746537d094654d98e665530a97658bbf5d659fca7a65f4531866d4a77c671365d967149049",
  "671ca5486727b0ea6734dfab6798a59367aa8ef067ff436868412ffa6841ffda6852cc01685cc52468bc157e68e2f169",
  "690a7fe5691f37186931988269a78ea469ada1e569b1268269dd959b69e2cc8b6a0e8f816a3943276a3a10646a56196d",
  "6a81a8536a87232d6b0c1c636b166af76b252b246b70ccac6b722fb26b77d0406bb122156bcd9a516bde490a6c2af4d0",
  "6c2b48006c4101db6c4f0d1c6ca80e826cad460b6cb987696cd0bbfd6cd5e87b6d3cdfbb6d5e0a106d6605976d913111",
  "6dca27136dd0e75b6dfd81df6e5cff1e6ed21b626f63284f6f6fcb196f9256a76fac0c316fadeb706fcbe4787050da1a",
  "7081530570c1957970cd933a70e0425071533fd371640884718d53ba71c46ef271d636927200befd721b9d6d723b780c",
  "72558d0b729a6f4072a9d787731f4b0f7326f837737d45c473936764739438a373b1fc6073b8293073be187b73ce3ab4",
  "743731fb75011c5b750432d775669d687566d09475965e0c75a13ce375a4f86f75be007675d2843975d5a05175e4f5d1",
  "75f4136375f44afe763edc06765d1069766413a37664ddb476f36822770edb707714cf34778f233077ef94c177f292e9",
  "78d8e35879283db17965f7a7797e74177981028b7a01dc097a1fd35c7a3280aa7a43405c7a44d3b17aeee1187aefed54",
  "7aff7d6a7b155b2b7b2094ae7b4c949d7b8799ea7ba395417c3cc38f7c686b907c9ae63f7ca02eea7cd9ea937cde7c48",
  "7ce2b5da7d345c367d3ce0c67d5dade47d77babd7d8f229d7db127287ddcc1a47e0f3c0f7e16b6de7e1a40e07e507a08",
  "7e8c6a907e8dde337e9dad8d7edbfaf27eee8cd57f0722b97f1b16a77f1c5b7e7f3ab6297f71b2217f7e3e707fa9d7ab",
  "7ff3b56d8009e3fb802bffde805138cd805b3da7809c406180abd87480b103ba8103e0c4816021708162b6b0827a2256",
  "82d3f3c282e0b172837f30d783e58d53841e15f98422fe8c84a9167584ac0bd784c68be284d760f184da06a884f02062",
  "84f06b0b84f1dfdd84f60e528503e7108519f92b853febae85c0e55085e4f25885f1b0e4861b7dd9863b3d9e8657f227",
  "865c46a4867aeafc869a08f386a0de6a86b62b5f86cdaddd871a4538871e3b4387a55fef87a9b5d787b1e2b087d545a9",
  "881b8982883eef418869e5d1887deb2e88a4880888ee74ad8900b1cb893dcdb68962545c89dd6ceb89e049f689f59ff3",
  "8a43a0758a67b5d18a97aca38a9c916a8ad05e928b1f6bd48b3833278b6569758b8aca448bbc76558bce77cb8bdbc3dc",
  "8bf0e6268bf7e5558c5126498c6d44588c7b74748caae4f98ccf14e38cd8876a8cf4332a8d3fc79a8d8e82818da0ba42",
  "8dc016d78e03165a8e67bc1d8ea5e3208f0e43548f1f02728f441c1c8f63f4578f6ccd598f82d1b58f9ebcc58fc97807",
  "8ff1ebe9900556f490660100909791ab90af652890c95ec190d4680690e35882913984099148cf63914f4652916e3981",
  "91b887d391c3e19d91e43548923356f392456aa99254731f927e08d89280548f92a4ff9092d9b87692fe31a893120dc1",
  "932b395f93483f7e936eed0193c84ac293dd7ca993fa011c9450940594f2409e955b3ec5957865f795b4f3b295bc5f00",
  "95ca84a0961127eb964ccb5596647cf8967bcadb969c6cd796c34dd696cafbe596d4717896d7518596e46d6596e8adb6",
  "96fc31d0970e8106976ac7e597b8517697e524a197ee688797ff749e980d2902981308099831bd499869c5a6987362cd",
  "9895924d98ab57b798bd238598e68b819902f5ba991a314f9927b5d49927f122993552e09950ab5d996f8b97998ce9f1",
  "9990a3c799a028ab99cb6e4599d7e08299efea2299f66b4a9a2820d99a3e7ba49a5bacba9aa6506e9aaa78189ac58d12",
  "9ac9cee39ad93df29ae4cddd9b2a92629b53caf79b833c279bdd89419bddd4a39c21b0c09c5c74cc9c93c84b9ca74fee",
  "9cfd98f89d0571649d0c90929d9df8d79db27f559dbe75a49e2d34899e54d0ff9e677b169e7299269e7a36589e819d21",
  "9e97bcf49e9e47989ef2b7d99f14f1f89f23a3a19f337ecf9fb53552a006fa14a01b13e7a0620225a0a69071a0d1f78e",
  "a0e8b1a4a123a0b5a12699c0a15165b3a19ffc81a1a10c16a1a3301ea213c147a217d57aa2555d5ca2699d1aa275f9a5",
  "a2e4da75a2fb01f1a31890f4a31fab04a3300382a3dc1a77a3fbbd1ca421da2ca45cf37ba469fac8a4705559a4736476",
  "a49a9c69a49b7a6ca4ada7fca4fcb912a5311059a54e8a39a57e7570a57f5938a58f4037a5a01bbca5c38dc9a6069abd",
  "a625e0f5a65f98c3a66d6ad5a6bd8d60a6bfc422a6ca6ccba6da94a9a70af939a712920fa712d1cca71b18f3a71fecde",
  "a74fc1e0a7f6290ba8453fd4a8554276a856eb33a871b9f3a8b0e6f8a8c80b5ca91ce3bfa928d690a97e7bbca9812cb0",
  "a9a960aaa9d1a1caaa31f5a9aa464f4baa48cf40aa551905aaa919d8ab2f698bab4207bbab6a007aab7c4823abb2681a",
  "abd16662abd5a836abdc1c61ac03ec98ac0a6f08ac1f64baac2bbd1aac3d6855ac3e179cac427c50ac5bfaf3ac6dc40c",
  "ac70178eac7e689cac80345cacc0969cacc44468acc69d85acd2ae3fad0076d0ad0c6498ad185082ad582548adf06db2",
  "aea57df3aec81823aecab916aed67e0caedf249caef7ff41af29f040af5fd52aafa07bc2afa1a2f1afb20691aff121ff",
  "b00e42c6b07d26deb0d3da57b0fbe14ab13b56e5b1440b0fb16727e7b17917f8b17c99adb19edd32b1edcf35b1f8089d",
  "b213e286b23995dbb2425ff4b276b115b286ba49b29a40c1b2a89a44b2bd602cb302cca3b312c8d3b31950c9b343ec97",
  "b37299b1b39ffc22b3baa99cb3e83dcfb41f42b7b4624bcfb4a531c4b4a6817db4cbb169b4f08ad4b4fbdd93b521e2c5",
  "b529219eb55d3347b5dc1c9fb69cbcbdb6cb45a4b70ae53eb74d21b1b751b82bb780c183b78f2e36b796de42b7a06594",
  "b80e6cfab81c8decb8588dc5b8788d2cb8ac16b1b8b69221b8e00a78b90aa4f5b9379011b9416507b95bf036b99bf986",
  "b9ecf854ba3c1e70ba54882eba714b80ba7e23b5ba947f33bb27ebecbb4c9f5dbb522271bba4dc90bbaaa221bbe01a2f",
  "bbe70feebbf5d677bc00618fbc29bcf9bc39fd77bc78b9babc80d953bcc0ffe5bcef7e5ebd0d65c5bd0da2a4bd427a39",
  "bd4fbe38bda5ad08be06a1e9be1c5d7cbe3aea93be582524bed14751bef364cfbefe61edbf40d964bf704c19bfbeb286",
  "bfdf7ba0c00e4726c0420b08c0683451c0774de8c08e7890c0b5d6dbc13be292c1498a44c167d07ec18cdb86c18dc84c",
  "c18fccf8c19b2ed9c1f43f35c20f34d1c30e11e9c3715904c3b3107ec40682fec4490be0c44e02b9c4594fbac45e9986",
  "c4d36749c4f5c80fc511cb5ac5b54905c6401cffc647153dc65c27c8c6baffe1c6fa72bdc70fbda4c7875b91c7995330",
  "c821bb02c86ef9f0c87c16e1c886b303c8ea3665c8fa925cc929b420c92ffafcc95423cdc965ff13c9699e85c9795ccb",
  "c9a4a416c9ba44abc9f85ddcca0e220acb0fdfdbcb33e71dcb44f45ccb71ce8acbd87982cbe168a3cbfaf625cc085282",
  "cc10bc4ccc4cf2eecc625b49cc78b5a8cc9b0fb3cca4340fccca63e1cd2c947fcd31cbe6cd4a65dbcd5c948acd92de78",
  "cddab6bbce2b6f28ce836998ceb2c49bcebe189acedebea4cf23f17fcf5447f4cf598e4acf921bcacfbc2e7acfcc027e",
  "cfcc572dcfec6486cfedd698d08da402d0de3e0ed1052ba3d123c763d138f0a0d13fac65d16c6512d183e2d4d1ed6276",
  "d222cdebd22719e7d23614d1d249687bd265a411d2a1877cd2c141bed2e0f202d34afa97d36b8b91d36fd0fed3770fc0",
  "d3865525d390d9d1d399a6c3d3ba401ad3d387bdd3e83b28d3f03b7fd4035e2fd409fa9bd4232823d42e04ecd45492fb",
  "d45c2d51d45cc048d479ff15d48f0d64d49dc3d7d4ba268cd4c7b315d51f9256d60eb816d62a8968d65d1afcd661f335",
  "d6c38fbbd6c647c0d6e81646d7337605d7539744d783eda9d784b259d7d9de91d7ee697fd817767bd87f8d39d88ab302",
  "d8a1af7ed8a26d36d8bc6875d8dff611d8e7213cd90da04bd92b8955d940451ed95c3b1fd9a8bb77d9e73a54d9eb56dd",
  "da0e0989da80b173da8c3b48daa1a008db0e1f57db63dbdedb874d66dbc6e732dc08ae09dc4e42c8dcc1bac3dd08408a",
  "dd1813bfdd215cbcdd4677badd46ea4ddd7a110add7a11a4dd8a4d76deaa5c92dee66b98df19a49bdf3906aadf441af6",
  "dfebb959e00925c8e06709c3e0a3b26fe1065e45e147a842e189ea80e19e75a9e1a389fbe1e57165e1fab5d9e26763ae",
  "e2832d4de2c98a93e30d1625e315d01fe3210260e332de19e45bae5be4671222e486d860e48a0cbce48bc8ade4911b6c",
  "e498b85ae4fe8da0e5069b51e5309b00e573bd4ce598427ce5d0c538e5d38000e5dbc156e5f054dae5fc91fde60b413d",
  "e61f35f9e62e6470e6774d4ae68ab9d9e699fb53e69a66d7e6a18f3ae6c3820ce7587f0ce77445dfe796e5c2e7a25588",
  "e7c16330e7c6d94ee80f1930e815d3e1e8219cd7e85cc8d0e86bb6abe879c88ee8cca6e8e8e1bb43e8e7a15ae90a4473",
  "e929e523e937b812e969ed12e978a7dae9a4922be9d86883ea008646ea050f74ea3cfb7cea47c246ea53411aea86e1d2",
  "eae26bd0eaffd0e9eb1f2998eb39c691ebb36908ebb4cf8bebb56f94ec06e13bec1cee9aec8d7184ecb9a3d6ecb9b803",
  "ecec640aed20d075ed2c3193ed492ca2ed561f98ed920354ed9d2ffaedb9c186ede457cbee1d3bebee56212bee5e20aa",
  "ee9ad4c6eea56d90eee8d081ef08753cef1466b4ef38c1e1ef4365b5ef6f55b6ef8c4641efd5a727f007a037f010997c",
  "f0541fa7f05acc73f085650cf085a786f08dd14bf1576d41f1cd4609f22c9d0cf23e2de2f24f33e0f25c0f31f27fd63b",
  "f282b72cf2947682f2b0656df320b2f8f33d1f14f37f0de8f395c5bbf3c5fb81f41205ddf4519286f46d74f9f47ec0eb",
  "f482cdd9f4a80bbef64919fef69797f8f6b0af5ff6b7507bf6f1c817f729446af73d16c1f74e1871f75067a4f7511f30",
  "f7869acdf790774ff7c451c0f7e6e206f820f764f881c17ef896c79ef8b978f9f9051695f90f7a1ef922998ff9ab90ce",
  "f9b23339f9f65eb5fa070b54fa15079dfa247e88fa3d7d38fa923faafaeec034fb17d939fb6c4507fb817603fb9ed7d7",
  "fbabbd4ffbbeaf7afbd7dc43fbd8f89cfc20f5c5fc631f90fc74ab53fc9fd660fcbf66fbfd0cef3afd2137d1fd3048fc",
  "fd4a6746fd61b6dafd84968ffe3bdcc1fe412eeafe711713ff2535aaff341c77ff39f93eff6957d2ff85db70ffa26e6b",
  "ffd768cf"
];
var FUNCTION_WORDS = [
  "aan abbia abbiamo aber about above after again against agli ait algunas algunos all alla allem",
  "alles allo als altijd anche and andere anderem anderer anderes ante any aos aquela aquele",
  "aqueles aquilo are até auch auf aura aurais aurait aus aux avaient avais avait avec avesse",
  "avete aveva avevano avevo avez avons avrebbe avrei avuto ayant because been before bei being",
  "below between bij bin bis bist both but can ces che chi col com como contro cual cuando cui daar",
  "dagli dai dal dalla dalle dallo damit dann dass dat dazu degli dein deine deinem deinen deiner",
  "dela dele deles dell della delle dello dem denn depois dessen deze dich did dies diese diesem",
  "diesen dieser dieses dir doch doen does doing donde dort dove down durch during dus each een",
  "eens ein eine einem einen einer eines einige einigen einmal ela elas ele eles ella ellas elle",
  "ellos eram eran erano eres ero esa esas ese eso esos essas esses esta estaba estaban estamos",
  "estas estava estavam este estes esto estos estou estoy estuvo está están estás",
  "estão esté etwas euch eux faccia facciamo faccio facendo fai fanno few for fora foram",
  "fosse fossero from fue fuera fueron fui furono further fut für geen gegen geweest gewesen",
  "gli haar hab habe haben habrá había habían had hai han hanno has hasta hatte",
  "hatten have having hay haya heb hebben heeft hem hemos her here het hij him himself hin hinter",
  "his hoe houve how hubiera hubo hun ich iemand iets ihm ihn ihnen ihr ihre ihrem ihren ihrer",
  "ihres ins into isso ist isto its itself jede jedem jeden jeder jedes jetzt just kan kann kein",
  "keine keinen keiner kon kunnen können könnte leur lhe loro lui maar machen mais manche",
  "mein meine meinem meinen meiner mesmo meu meus mia mich mie miei mij mijn minha minhas mir mit",
  "moet moi mon more most mucho muchos muito muss musste muy myself más même naar nach",
  "nas negli nei nel nella nelle nello nicht nichts niet niets nog noi nos nosotros nossa nossas",
  "nosso nossos nostra nostre nostri nostro not notre nous now nuestra nuestras nuestro nuestros",
  "num numa nun nur não nós oder off ohne omdat once onder only ons ont ook other otra",
  "otras otro otros our out over own para pela pelas pelos perché pero più por pour quale",
  "quanti que quella quelli quello quem questa queste questi questo quien quienes qué same",
  "saranno sarebbe sarà sean sehr seinem seinen seiner seines seja sejam selbst sem serait",
  "seront será serão sería ses seu seus she should sia siamo siano sich sie sind",
  "soient soit solche soll sollte some sommes somos sondern sonst sont sou soy stai stanno stava",
  "stesse stessi stiamo sto sua suas such sue sui suis sulla sulle suo suoi sus são",
  "también também tegen tem temos tenemos tenga tengo tenha tenho tenido tenía teria",
  "terá tes teu teve than that the their them themselves then there these they this those",
  "through tienen tienes tinha tinham tive tivesse toch toen toi too tra tua tuo tuoi tus tutti",
  "tutto tuvo uit uma una und under une uno unos unser unter until veel very você vocês",
  "voi vom von voor vor vostra vostro votre vous waren was wat weil weiter welche welcher welches",
  "wenn werde were what when where which while who why wie wieder wil will wir wird with wollen",
  "wollte wordt während würde würden you your yourself zal zelf zich zij zijn zonder",
  "zou zum zur zwar zwischen étaient étais était étant été êtes",
  "über без более больше",
  "будет будто был",
  "была были было",
  "быть вам вас вдруг",
  "ведь вот все",
  "всегда всего всех",
  "всю где даже два",
  "для другой его ему",
  "если есть еще",
  "зачем здесь или",
  "иногда как какая",
  "какой когда",
  "конечно кто куда",
  "лучше между меня",
  "мне много может",
  "можно мой моя над",
  "надо наконец нас",
  "него нее ней",
  "нельзя нет нибудь",
  "никогда ним них",
  "ничего один она",
  "они опять перед",
  "под после потом",
  "потому почти при",
  "про раз сам свою",
  "себе себя сейчас",
  "совсем так такой",
  "там тебя тем",
  "теперь тогда того",
  "тоже только том",
  "тот три тут уже",
  "хорошо хоть чего",
  "чем через что чтоб",
  "чтобы чуть эти",
  "этого этой этом",
  "этот эту"
];
var KINDS_WITH_WORDS = ["word", "continuation"];
var PAYLOAD_MAGIC = "LXSC";
var PAYLOAD_VERSION = 2;
var GRID_STEPS = 65535;
var MANTISSA_BITS_DROPPED = 11;
var ROAD_LEAST = 1e-9;
var RECALL_AT = 10;
var RECALL_SHARE = 3;
var FEW_TOKENS = 255;
var TOUR_FORMAT = "lexiscape-tour";
var TOUR_VERSION = 1;
var TOUR_STOPS = 100;
var TOUR_NAME = 80;
var TOUR_NOTE = 1e3;
var TOUR_QUERY = 1e3;
var TOUR_TOKENS = 1e4;
var TOUR_MEBIBYTES = 16;
var TOUR_TEXT = 1e4;
var TOUR_CATEGORIES = 1e5;
var TOUR_LANGUAGES = 20;
var TOUR_LANGUAGE = "[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}";
var TOUR_NEAREST = 12;
var TOUR_FILL = 0.5;
var TOUR_ZOOM = 1e7;
var BY_PLACE = "@place";
var MOST_PINS = 5;
var DRAW_SEED = 2654435769;

// src/text/own.ts
function own(from, name) {
  return Object.hasOwn(from, name) ? from[name] : void 0;
}
function fieldsOf(value) {
  return typeof value === "object" && value !== null ? value : {};
}

// src/data/container.ts
async function inflate(packed) {
  const source = new ReadableStream({
    start(controller) {
      controller.enqueue(packed);
      controller.close();
    }
  });
  return new Uint8Array(await new Response(source.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
}
function partsOf(body, magic) {
  if (String.fromCharCode(...body.subarray(0, 4)) !== magic) return null;
  const start23 = 8 + new DataView(body.buffer).getUint32(4, true);
  return {
    header: JSON.parse(new TextDecoder().decode(body.subarray(8, start23))),
    parts: body.subarray(start23)
  };
}

// src/data/curve.ts
function alongCurve(x, y) {
  const keys = x.map((value, i) => spread(value) | spread(y[i]) << 1);
  const byLower = sortedBy(Uint32Array.from(keys.keys()), (row) => keys[row] & 65535);
  return sortedBy(byLower, (row) => keys[row] >>> 16);
}
function spread(value) {
  value = (value | value << 8) & 16711935;
  value = (value | value << 4) & 252645135;
  value = (value | value << 2) & 858993459;
  return (value | value << 1) & 1431655765;
}
function sortedBy(rows, digitOf) {
  const starts = new Uint32Array(65537);
  for (const row of rows) starts[digitOf(row) + 1]++;
  for (let digit = 1; digit < starts.length; digit++) starts[digit] += starts[digit - 1];
  const result = new Uint32Array(rows.length);
  for (const row of rows) result[starts[digitOf(row)]++] = row;
  return result;
}

// src/data/data.ts
var DamagedData = class extends Error {
};
function fromBase64(text3) {
  let binary;
  try {
    binary = atob(text3);
  } catch {
    throw new DamagedData("it is not base64");
  }
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
async function decode(packed) {
  const body = await inflate(packed).catch(() => {
    throw new DamagedData("it was cut or altered");
  });
  const opened = partsOf(body, PAYLOAD_MAGIC);
  if (!opened) throw new DamagedData("it is no map");
  const { header, parts } = opened;
  if (header.version !== PAYLOAD_VERSION)
    throw new DamagedData(`it is of version ${header.version}, not ${PAYLOAD_VERSION}`);
  return assemble(header, parts);
}
function assemble(header, body) {
  const section = (name) => {
    const place2 = own(header.sections, name);
    if (!place2 || place2[0] + place2[1] > body.length) throw new DamagedData(`its part "${name}" is missing`);
    return [body.subarray(place2[0], place2[0] + place2[1]), place2[2]];
  };
  const integers = (name) => unplane(...section(name));
  const { n, k } = header;
  const grid = integers("xy");
  const x = Float32Array.from(grid.subarray(0, n));
  const y = Float32Array.from(grid.subarray(n, 2 * n));
  const [reachX, reachY] = header.xy.reach ?? [0, 0];
  const height = y.reduce((most, value) => Math.max(most, value), reachY);
  for (let i = 0; i < n; i++) y[i] = height - y[i];
  spreadCoincident(x, y);
  const strings = (name) => texts(section(name)[0], integers(`${name}:lengths`), own(header.surrogates, name) ?? {});
  const readable = strings("readable");
  return {
    name: header.name,
    n,
    k,
    metric: header.metric,
    ids: idsOf(...section("ids")),
    readable,
    grid,
    raw: strings("tokens").map((head, i) => head[0] === "+" ? head.slice(1) + readable[i] : head.slice(1)),
    x,
    y,
    width: x.reduce((most, value) => Math.max(most, value), reachX),
    height,
    origin: header.xy.origin,
    step: header.xy.step,
    neighbors: neighborsOf(integers("neighbors"), alongCurve(grid.subarray(0, n), grid.subarray(n, 2 * n)), k),
    distances: distancesOf(integers("distances"), n, k, header.distance_step),
    columns: header.columns.map((column) => ({
      name: column.name,
      title: column.title,
      help: column.help,
      categories: column.categories ?? null,
      values: columnValues(column, integers(`column:${column.name}`)),
      rounded: column.store === "floats"
    })),
    meta: header.meta,
    citation: typeof header.citation === "string" ? header.citation : ""
  };
}
function unplane(bytes, width) {
  const count2 = bytes.length / width;
  const whole2 = new Uint32Array(count2);
  for (let plane = 0; plane < Math.min(width, 4); plane++) {
    const shift = 8 * plane;
    const part = bytes.subarray(plane * count2, (plane + 1) * count2);
    for (let i = 0; i < count2; i++) whole2[i] |= part[i] << shift;
  }
  return whole2;
}
function unzigzag(value) {
  return value >>> 1 ^ -(value & 1);
}
function neighborsOf(steps, rows, k) {
  rows.forEach((row, place2) => {
    for (let i = row * k; i < row * k + k; i++) steps[i] = rows[place2 + unzigzag(steps[i])];
  });
  return steps;
}
function distancesOf(steps, n, k, size) {
  const distances = new Float32Array(n * k);
  const levels = new Int32Array(n);
  for (let j = 0, at = 0; j < k; j++) {
    for (let i = 0; i < n; i++, at++) distances[i * k + j] = (levels[i] += unzigzag(steps[at])) * size;
  }
  return distances;
}
function idsOf(bytes, width) {
  const count2 = bytes.length / width;
  const ids = new Float64Array(count2);
  for (let i = 0, id2 = 0; i < count2; i++) {
    let folded = 0;
    for (let plane = width - 1; plane >= 0; plane--) folded = folded * 256 + bytes[plane * count2 + i];
    id2 += folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
    ids[i] = id2;
  }
  return ids;
}
function columnValues({ store, table: table2 }, stored) {
  if (store === "codes") return stored;
  if (table2) return new Float32Array(Uint32Array.from(stored, (code) => table2[code]).buffer);
  if (store === "integers") {
    const values = new Float32Array(stored.length);
    for (let i = 0, value = 0; i < values.length; i++) values[i] = value += unzigzag(stored[i]);
    return values;
  }
  for (let i = 0; i < stored.length; i++) stored[i] <<= MANTISSA_BITS_DROPPED;
  return new Float32Array(stored.buffer);
}
function texts(bytes, lengths, lone) {
  const whole2 = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const parts = new Array(lengths.length);
  let start23 = 0;
  for (let i = 0; i < parts.length; i++) parts[i] = whole2.slice(start23, start23 += lengths[i]);
  if (start23 !== whole2.length) throw new DamagedData("its texts do not add up");
  for (const [row, text3] of Object.entries(lone)) parts[Number(row)] = text3;
  return parts;
}
function spreadCoincident(x, y) {
  const taken = /* @__PURE__ */ new Set();
  const spirals = /* @__PURE__ */ new Map();
  const keyOf2 = (atX, atY) => atX * (GRID_STEPS + 1) + atY;
  const moved = [];
  for (let i = 0; i < x.length; i++) {
    const key = keyOf2(x[i], y[i]);
    if (taken.has(key)) moved.push(i);
    else taken.add(key);
  }
  for (const i of moved) {
    const [fromX, fromY] = [x[i], y[i]];
    const key = keyOf2(fromX, fromY);
    const around2 = spirals.get(key) ?? spiral();
    spirals.set(key, around2);
    do {
      const [dx, dy] = around2.next().value;
      [x[i], y[i]] = [fromX + dx, fromY + dy];
    } while (x[i] < 0 || y[i] < 0 || x[i] > GRID_STEPS || y[i] > GRID_STEPS || taken.has(keyOf2(x[i], y[i])));
    taken.add(keyOf2(x[i], y[i]));
  }
}
function* spiral() {
  for (let ring2 = 1; ; ring2++) {
    for (let at = -ring2; at < ring2; at++) {
      yield [at, -ring2];
      yield [ring2, at];
      yield [-at, ring2];
      yield [-ring2, -at];
    }
  }
}

// src/locales/en.ts
var english = {
  name: "English",
  texts: {
    mapOf: "Map of {n} {n:token|tokens} of {name}",
    tokens: "{n} {n:token|tokens}",
    keeps: "keeps {share}% of the {k} nearest neighbors",
    keepsNearest: "keeps {share}% of the nearest",
    inSpace: "space: {name}",
    mapHelp: "Arrow keys move, + and − zoom, / searches, Escape clears.",
    search: "Search tokens",
    searchHint: "Search, or /pattern/",
    found: "{n} found",
    foundNone: "nothing found",
    badPattern: "not a pattern: {why}",
    slowPattern: "this pattern takes too long",
    more: "and {n} more",
    colorBy: "Color by",
    byPlace: "Place",
    placeKey: "Place: hue by direction, strength by distance from the middle",
    controls: "Controls",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    wholeMap: "Whole map",
    backToMap: "Back to the map",
    close: "Close",
    neighbors: "True neighbors",
    keptHere: "{n} of {k} {n:is|are} also the nearest on the map",
    roadTo: "Road to …",
    roadNone: "No road leads to {token} through the {k} nearest {k:neighbor|neighbors} of each token.",
    pin: "Pin",
    pinFull: "{n} tokens are pinned, and no more can be",
    pinned: "Pinned",
    pinMore: "Pin another token, and their neighbors stand side by side.",
    unpin: "Unpin {token}",
    unpinAll: "Unpin all",
    pairShares: "{a} and {b} share {n} of {k} {k:neighbor|neighbors}: {share}% of random pairs share as many.",
    pairSharesNone: "{a} and {b} share none of {k} {k:neighbor|neighbors}, as {share}% of random pairs do.",
    pairPlace: "{b} is number {place} among the nearest of {a}.",
    sharedNeighbors: "Shared neighbors",
    sharedNone: "No shared neighbors",
    ownNeighbors: "Neighbors of {token} alone",
    roadBetween: "The road between them",
    strangers: "Near on the map, but not true neighbors",
    showNearness: "Color by true nearness",
    trueNearness: "True nearness",
    nearest: "nearest",
    steps: "{n} {n:step|steps}",
    similarity: "similarity",
    distance: "distance",
    rawForm: "raw form",
    others: "other",
    searchIn: "Search in {what}",
    theme: "Light or dark",
    token: "Token",
    id: "id",
    unfinished: "end it with / to search by pattern",
    showFound: "Show them",
    selectFound: "Select them",
    legend: "Legend",
    dropFilter: "Remove the filter {what}",
    outlines: "Outlines",
    outlinesHint: "A line around where at least half of the tokens are of one color",
    constant: "{value}, the same for all",
    noValue: "No value",
    extremes: "Highest and lowest",
    most: "Highest",
    least: "Lowest",
    lowest: "{what}: from",
    highest: "{what}: to",
    vocabulary: "Vocabulary",
    firstRanks: "first {n}",
    lastRanks: "last {n}",
    allRanks: "all",
    lasso: "Select with a lasso (Shift and drag)",
    box: "Select with a box",
    tapHint: "Tap a word for its true neighbors",
    present: "Present (P)",
    leave: "End the presentation (Esc)",
    textSize: "Text on the map: {share}%",
    stopsHint: "Stops of the presentation: {n} (P shows them, E edits them)",
    table: "Table",
    tableShow: "Table of what is kept (D)",
    tableOf: "{n} of {all} {all:token|tokens}",
    tableSave: "Save as CSV",
    tour: "Tour",
    tourOf: "Tour of {n} {n:stop|stops}",
    tourStart: "Start the tour",
    tourTake: "Present",
    tourEdit: "Tour: stops and notes (E)",
    tourHint: "Keep what you see as a stop (K), name it, and write what it shows. The page's address holds short tours.",
    tourFull: "A tour has {n} stops at most.",
    stopLarge: "Stop {i} selects or searches more than a file can hold: a file and a copy leave that out.",
    tourSave: "Save tour.json",
    tourOpen: "Open a tour…",
    tourOpened: "{name} is open: {n} {n:stop|stops}.",
    tourUnsaved: "Stops here that are not saved: {n}. Shall {name} take their place?",
    tourReplace: "Replace them",
    tourStay: "Keep them",
    tourRefused: "{name}: {why}",
    tourRefusedStop: "{name}: stop {stop}: {why}",
    tourRefusedAt: "{name}: stop {stop}, {field}: {why}",
    unfitRead: "the file cannot be read. Please choose it again.",
    unfitSize: "a tour has at most {most} MiB, not {found}.",
    unfitJson: "expected a tour, as a page saves one; this is no JSON.",
    unfitFormat: 'expected "format": "{format}" and "version": {version}, not {found}.',
    unfitStops: "expected 1 to {most} stops, as a list, not {found}.",
    unfitMap: "it was made for another map ({made}; tokens: {tokens}) than this one ({here}; tokens: {n}), and its 'at' are places of that one (stops: {stops}). Without 'at' a stop shows the whole map; or give 'around', a list of tokens, in its place.",
    unfitDrawing: "it was made for another drawing of this map ({here}; tokens: {n}), and its 'at' are places of that one (stops: {stops}). Without 'at' a stop shows the whole map; or give 'around', a list of tokens, in its place.",
    unfitTokensHere: "it names tokens that are not on this map: {tokens}.",
    unfitObject: "expected an object of {fields}, not {found}.",
    unfitField: "{found} is no field: expected some of {fields}.",
    unfitBoth: "expected 'at' or 'around', not both: each says where to look.",
    unfitNearness: "expected a 'token' beside 'nearness', which is the nearness to it.",
    unfitText: "expected a text, not {found}.",
    unfitLong: "expected at most {most} characters, not {found}.",
    unfitPattern: "expected a text or a pattern that a page can use, not {found}: {why}.",
    unfitLanguage: "expected texts by language, such as 'en' and 'ja', not {found}.",
    unfitLanguages: "expected texts in 1 to {most} languages, not in {found}.",
    unfitView: "expected [x, y, zoom], three numbers, not {found}.",
    unfitZoom: "expected a zoom of 1 (the whole map) up to {most}, not {found}.",
    unfitToken: "expected a token, as a text or by its id, not {found}.",
    unfitTokens: "expected a list of 1 to {most} tokens, not {found}.",
    unfitFilters: "expected what is kept of each column, by its name, not {found}.",
    unfitKept: "expected [from, to] or a list of categories, not {found}.",
    unfitRange: "expected [from, to], of which one may be null, not {found}.",
    unfitFlag: "expected true or false, not {found}.",
    unfitWhole: "expected a whole number, not {found}.",
    unfitPlace: "{found} lies outside of this map: is the tour another map's? Without 'at' a stop shows the whole map; or give 'around', a list of tokens, in its place.",
    unfitColumn: "no column {found} on this map: expected one of {known}.",
    unfitNumbers: "this column holds numbers: expected [from, to], not {found}.",
    unfitCategory: "no category {found} on this map: expected some of {known}.",
    tourDamaged: "The tour of this page cannot be read: {why}. Please make or download the page again.",
    saveCopy: "Save a copy of this page",
    saved: "Saved",
    stopOf: "{i} of {n}",
    stopKeep: "Keep this view",
    stopBefore: "Previous stop",
    stopAfter: "Next stop",
    moreButtons: "More buttons",
    stopWhole: "The whole note",
    stopName: "Name of stop {i}",
    stopNameHint: "Name",
    stopNote: "Note of stop {i}",
    stopNoteHint: "What is seen here",
    stopGo: "Go to stop {i}",
    stopUp: "Move stop {i} up",
    stopDown: "Move stop {i} down",
    stopDrop: "Remove stop {i}",
    clickHint: "Click a word for its true neighbors",
    wheelHint: "Click the map, or hold Ctrl, to zoom with the wheel",
    lassoHint: "Drag around the words to select them",
    boxHint: "Drag a box over the words to select them",
    picked: "Selection",
    pickedCount: "{n} selected",
    format: "Format",
    words: "Words",
    copy: "Copy",
    copied: "Copied",
    openAlone: "Open alone",
    notCopied: "This browser does not let pages copy",
    save: "Save",
    saveWhat: "Save or share",
    savePng: "Picture (PNG)",
    saveSvg: "Drawing with text (SVG)",
    saveCsv: "Table (CSV)",
    saveJson: "Table (JSON)",
    maybeBarred: "If nothing is saved, the page around this map forbids it: open the map by itself.",
    copyLink: "Copy a link to this view",
    help: "Help",
    cite: "Cite this map",
    check: "Check",
    checkNone: "None found",
    checkSoFar: "None so far",
    checkNot: "Not checked",
    faithful: "How faithful is this map?",
    thisMap: "this map",
    chance: "chance",
    cardNote: "Means over {n} {n:token|tokens}, with 95% intervals; PCA: the plane of the first two principal components.",
    untrainedRows: "untrained rows",
    announce: "{token} selected. True neighbors: {neighbors}",
    announceNone: "No token selected",
    announceUnpicked: "Selection dropped",
    noScripts: "This copy was saved without the scripts that draw the map: save the page as “complete”, or its file.",
    damaged: "This map cannot be read: its data is damaged ({why}). Please make or download the page again.",
    notShown: "This map cannot be shown here: {why}. Another browser may show it.",
    nowhere: "Nothing to draw: this map holds no tokens."
  },
  help: {
    title: "Reading this map",
    lead: "Every dot is a token of the model's vocabulary, near the tokens that the model holds to be alike. A flat map must distort: select a token to see its true neighbors, numbered, and where they really lie; crosses mark those that are only near on the map."
  },
  shortcuts: {},
  // the table of shortcuts has them
  columns: {},
  // the map has them
  categories: {},
  findings: {},
  advice: {},
  rules: {},
  scores: {
    recall: ["{k} nearest kept", "Share of the {k} true neighbors among the {k} nearest on the map"],
    trustworthiness: ["few strangers", "Trustworthiness: who is near on the map is near in truth"],
    continuity: ["little torn apart", "Continuity: true neighbors are near on the map"],
    distances: ["distances in order", "Rank correlation of true distances with those on the map"],
    triplets: ["triplets in order", "Of two tokens, the nearer one is the nearer on the map, too"]
  },
  report: {
    damaged: "This page cannot be read: its data is damaged. Please make or download it again.",
    moveTogether: "Move both maps together",
    compareWith: "Compare with",
    keeps: "This map keeps {share} of the {k} nearest neighbors; laid out freely it would keep {free}.",
    keepsNearest: "This map keeps {share} of the nearest neighbors; laid out freely it would keep {free}.",
    score: "Score",
    value: "value",
    interval: "95% interval",
    chance: "by chance",
    scores: "How much of the first space the second has",
    byLayer: "Scores, space by space; grey: what chance gives (± 2 standard deviations)",
    geometry: "Shape of each space",
    space: "Space",
    anisotropy: "anisotropy (mean cosine of two tokens)",
    first_component: "variance along the first component",
    self_similarity: "self-similarity (mean cosine of a token's occurrences)",
    occurrence_anisotropy: "its baseline (occurrences of two tokens)",
    "overlap@": "neighbors in common, of the {k} nearest",
    cka: "similarities agree, large ones above all (debiased CKA)",
    spearman: "similarities agree in rank",
    procrustes: "one space is the other, turned and scaled",
    traits: "What papers have told of such spaces, measured on these tokens",
    trait: "Trait",
    traitChance: "by chance {null} ± {sd}; of {count} tokens",
    "scripts:": "writing systems among the {k} nearest of a token, on average",
    "months:circle": "distances of the months follow the year's circle (correlation)",
    "months:line": "distances of the months follow a line from first to last (correlation)",
    "weekdays:circle": "distances of the days follow the week's circle (correlation)",
    "weekdays:line": "distances of the days follow a line from first to last (correlation)",
    "numbers:line": "distances of 0, 1, 2 … follow their differences (correlation)",
    "numbers:log": "distances of 0, 1, 2 … follow those of their logarithms (correlation)",
    "periods:": "share of what tells numbers apart that comes round every {k}",
    "dimension:two-nn": "intrinsic dimension (TWO-NN); by chance: of a normal cloud of the same covariance",
    notMeasured: "Not measured, of the tokens compared:",
    "lacking:words": "{have} of {need} are tokens in one spelling; lacking: {lacking}",
    "lacking:run": "numbers from 0 to {need} are needed, all of one form; here {have} is lacking",
    "lacking:script": "all tokens with letters are of one writing system: {lacking}",
    "lacking:letters": "no token has letters",
    "lacking:few": "tokens: {have} of {need} that are needed, ten for each dimension, and 100 at least",
    "lacking:different": "different rows: {have} of {need} that are needed",
    "lacking:wide": "dimensions: {have}, and {need} at most can be measured",
    "lacking:alike": "these tokens' rows are all alike",
    moved: "Moved most",
    kept: "Kept most",
    tie: "Of {equal} tokens at {value}, {listed} {listed:is|are} listed.",
    token: "Token",
    overlap: "overlap",
    before: "nearest in the first",
    after: "nearest in the second"
  }
};
var language = english;
var en_default = language;

// src/locales/ja.ts
var language2 = {
  name: "日本語",
  texts: {
    mapOf: "{name} の {n} トークンの地図",
    tokens: "{n} トークン",
    keeps: "近傍 {k} 件の {share}% を保持",
    keepsNearest: "最も近いトークンの {share}% を保持",
    inSpace: "空間: {name}",
    mapHelp: "矢印キーで移動、+ と − で拡大縮小、/ で検索、Esc で解除。",
    search: "トークンを検索",
    searchHint: "検索、または /正規表現/",
    found: "{n} 件",
    foundNone: "見つかりません",
    badPattern: "正規表現の誤り: {why}",
    slowPattern: "この正規表現は時間がかかりすぎます",
    more: "ほか {n} 件",
    colorBy: "色分け",
    byPlace: "位置",
    placeKey: "位置：色相は中心からの方向、鮮やかさは中心からの距離",
    controls: "操作",
    zoomIn: "拡大",
    zoomOut: "縮小",
    wholeMap: "全体表示",
    backToMap: "地図に戻る",
    close: "閉じる",
    neighbors: "本当の近傍",
    keptHere: "うち {n} / {k} は地図上でも最も近い",
    roadTo: "ここから…への道",
    roadNone: "各トークンの近傍 {k} 件をたどっても、{token} への道はありません。",
    pin: "ピン留め",
    pinFull: "ピン留めは {n} トークンまでです",
    pinned: "ピン留め",
    pinMore: "もう 1 つピン留めすると、近傍が並べて表示されます。",
    unpin: "{token} のピンを外す",
    unpinAll: "すべてのピンを外す",
    pairShares: "{a} と {b} は近傍 {k} 件のうち {n} 件が共通です。無作為な 2 語でこれだけ共通なのは {share}% です。",
    pairSharesNone: "{a} と {b} に共通の近傍は {k} 件中ありません。無作為な 2 語でも {share}% がそうです。",
    pairPlace: "{b} は {a} の近傍の {place} 番目です。",
    sharedNeighbors: "共通の近傍",
    sharedNone: "共通の近傍はありません",
    ownNeighbors: "{token} だけの近傍",
    roadBetween: "2 つを結ぶ道",
    strangers: "地図では近いが、本当の近傍ではない",
    showNearness: "本当の近さで色分け",
    trueNearness: "本当の近さ",
    nearest: "最も近い",
    steps: "{n} 歩",
    similarity: "類似度",
    distance: "距離",
    rawForm: "元の表記",
    others: "その他",
    searchIn: "{what}から検索",
    theme: "明暗の切り替え",
    token: "トークン",
    id: "ID",
    unfinished: "/ で閉じると正規表現で検索",
    showFound: "全件を表示",
    selectFound: "すべて選択",
    legend: "凡例",
    dropFilter: "絞り込み「{what}」を外す",
    outlines: "輪郭",
    outlinesHint: "トークンの半分以上が同じ色であるところを線で囲みます",
    constant: "すべて {value}",
    noValue: "値なし",
    extremes: "最大と最小",
    most: "大きい順",
    least: "小さい順",
    lowest: "{what}: 下限",
    highest: "{what}: 上限",
    vocabulary: "語彙",
    firstRanks: "先頭 {n}",
    lastRanks: "末尾 {n}",
    allRanks: "すべて",
    lasso: "投げ縄で選択 (Shift + ドラッグ)",
    box: "四角で選択",
    tapHint: "単語をタップすると本当の近傍が見えます",
    present: "発表モード (P)",
    leave: "発表モードを終える (Esc)",
    textSize: "地図の文字: {share}%",
    stopsHint: "ツアーの停留点: {n} (P で発表、E で編集)",
    table: "表",
    tableShow: "絞り込んだトークンの表 (D)",
    tableOf: "{all} トークンのうち {n}",
    tableSave: "CSV で保存",
    tour: "ツアー",
    tourOf: "ツアー ({n} か所)",
    tourStart: "ツアーを始める",
    tourTake: "発表",
    tourEdit: "ツアー: 停留点と説明 (E)",
    tourHint: "いまの表示を停留点に残し (K)、名前と説明を付けます。短いツアーはページのアドレスに残ります。",
    tourFull: "停留点は {n} か所までです。",
    stopLarge: "停留点 {i} の選択または検索は大きすぎるので、ファイルと複製には入りません。",
    tourSave: "tour.json を保存",
    tourOpen: "ツアーを開く…",
    tourOpened: "{name} を開きました ({n} か所)。",
    tourUnsaved: "保存していない停留点が {n} か所あります。{name} に置き換えますか。",
    tourReplace: "置き換える",
    tourStay: "このまま残す",
    tourRefused: "{name}: {why}",
    tourRefusedStop: "{name}: 停留点 {stop}: {why}",
    tourRefusedAt: "{name}: 停留点 {stop}、{field}: {why}",
    unfitRead: "ファイルを読めません。もう一度選んでください。",
    unfitSize: "ツアーは {most} MiB までです。これは {found} あります。",
    unfitJson: "ページが保存したようなツアーが必要です。これは JSON ではありません。",
    unfitFormat: '"format": "{format}" と "version": {version} が必要です。ここでは {found} です。',
    unfitStops: "停留点は 1 から {most} か所の一覧でなければなりません。ここでは {found} です。",
    unfitMap: "この地図 ({here}、{n} トークン) ではなく、別の地図 ({made}、{tokens} トークン) のツアーで、'at' はその地図の場所です (停留点 {stops})。'at' を消すと、その停留点は地図の全体を示します。代わりにトークンの一覧 'around' を書くこともできます。",
    unfitDrawing: "この地図 ({here}、{n} トークン) を別に描いたもののツアーで、'at' はそちらの場所です (停留点 {stops})。'at' を消すと、その停留点は地図の全体を示します。代わりにトークンの一覧 'around' を書くこともできます。",
    unfitTokensHere: "この地図にないトークンを挙げています: {tokens}。",
    unfitObject: "{fields} を持つオブジェクトが必要です。ここでは {found} です。",
    unfitField: "{found} という項目はありません。使えるのは {fields} です。",
    unfitBoth: "'at' と 'around' はどちらもどこを見るかなので、片方だけにしてください。",
    unfitNearness: "'nearness' は 'token' への近さなので、'token' も必要です。",
    unfitText: "文章が必要です。ここでは {found} です。",
    unfitLong: "{most} 文字までです。ここでは {found} です。",
    unfitPattern: "文字か、ページで使えるパターンが必要です。ここでは {found} です ({why})。",
    unfitLanguage: "'en' や 'ja' のような言語ごとの文章が必要です。ここでは {found} です。",
    unfitLanguages: "文章は 1 から {most} 言語までです。ここでは {found} です。",
    unfitView: "[x, y, 倍率] の三つの数が必要です。ここでは {found} です。",
    unfitZoom: "倍率は 1 (全体) から {most} までです。ここでは {found} です。",
    unfitToken: "トークンは文字か ID で挙げます。ここでは {found} です。",
    unfitTokens: "1 から {most} 個のトークンの一覧が必要です。ここでは {found} です。",
    unfitFilters: "列の名前ごとに残すものが必要です。ここでは {found} です。",
    unfitKept: "[から, まで] か分類の一覧が必要です。ここでは {found} です。",
    unfitRange: "[から, まで] が必要です (片方は null でもかまいません)。ここでは {found} です。",
    unfitFlag: "true か false が必要です。ここでは {found} です。",
    unfitWhole: "整数が必要です。ここでは {found} です。",
    unfitPlace: "{found} はこの地図の外です。別の地図のツアーではありませんか。'at' を消すと、停留点は地図の全体を示します。代わりにトークンの一覧 'around' を書くこともできます。",
    unfitColumn: "この地図に列 {found} はありません。あるのは {known} です。",
    unfitNumbers: "この列は数です。[から, まで] が必要です。ここでは {found} です。",
    unfitCategory: "この地図に分類 {found} はありません。あるのは {known} などです。",
    tourDamaged: "このページのツアーは読めません ({why})。ページを作り直すか、もう一度ダウンロードしてください。",
    saveCopy: "このページの複製を保存",
    saved: "保存しました",
    stopOf: "{n} か所中 {i}",
    stopKeep: "いまの表示を残す",
    stopBefore: "前の停留点",
    stopAfter: "次の停留点",
    moreButtons: "ほかのボタン",
    stopWhole: "説明の全文",
    stopName: "停留点 {i} の名前",
    stopNameHint: "名前",
    stopNote: "停留点 {i} の説明",
    stopNoteHint: "ここで見えるもの",
    stopGo: "停留点 {i} へ",
    stopUp: "停留点 {i} を上へ",
    stopDown: "停留点 {i} を下へ",
    stopDrop: "停留点 {i} を削除",
    clickHint: "単語をクリックすると本当の近傍が見えます",
    wheelHint: "地図をクリックするか Ctrl を押すと、ホイールで拡大・縮小します",
    lassoHint: "選びたい単語をドラッグで囲んでください",
    boxHint: "選びたい単語の上に四角をドラッグしてください",
    picked: "選択",
    pickedCount: "{n} 件を選択中",
    format: "形式",
    words: "単語",
    copy: "コピー",
    copied: "コピーしました",
    openAlone: "単独で開く",
    notCopied: "このブラウザーではコピーできません",
    save: "保存",
    saveWhat: "保存・共有",
    savePng: "画像 (PNG)",
    saveSvg: "文字つき図版 (SVG)",
    saveCsv: "表 (CSV)",
    saveJson: "表 (JSON)",
    maybeBarred: "保存できないときは、埋め込み元のページが禁じています。地図だけを開いてください。",
    copyLink: "この表示へのリンクをコピー",
    help: "ヘルプ",
    cite: "この地図を引用する",
    check: "点検",
    checkNone: "なし",
    checkSoFar: "調べた範囲ではなし",
    checkNot: "調べていない",
    faithful: "この地図はどれほど正確ですか",
    thisMap: "この地図",
    chance: "偶然",
    cardNote: "{n} トークンの平均と 95% 区間。PCA は第 1・第 2 主成分の平面です。",
    untrainedRows: "学習されていない行",
    announce: "{token} を選択。本当の近傍: {neighbors}",
    announceNone: "選択中のトークンなし",
    announceUnpicked: "まとめての選択を解除",
    noScripts: "この複製には地図を描くスクリプトがありません。「完全」で保存するか、元のファイルを使ってください。",
    damaged: "この地図は読めません。データが壊れています ({why})。作り直すか、もう一度ダウンロードしてください。",
    notShown: "この地図をここでは表示できません ({why})。別のブラウザーなら表示できるかもしれません。",
    nowhere: "この地図にはトークンがありません。"
  },
  help: {
    title: "この地図の読み方",
    lead: "点はモデルの語彙のトークンで、モデルが似ているとみなすものどうしが近くに並びます。平らな地図には必ずゆがみがあります。トークンを選ぶと、本当の近傍が番号つきで、実際にある場所とともに示されます。×印は地図の上でだけ近いものです。"
  },
  shortcuts: {
    move: "移動 (矢印キー、またはドラッグ)",
    zoom: "拡大・縮小 (ホイール、ピンチでも)",
    wholeMap: "全体表示",
    search: "検索: 語、または /正規表現/",
    choose: "地図では中央のトークンを選択、検索欄では次の結果へ",
    walk: "地図から近傍の一覧や操作へ",
    outline: "投げ縄・四角で囲んで選択 (Shift + ドラッグでも)",
    pickScreen: "画面にある色つきのトークンをすべて選択",
    pin: "選択中のトークンをピン留めし、ほかと近傍を比べる。もう一度で外す",
    textSize: "地図の文字を大きく、最後は元に",
    present: "発表モード: 地図だけを大きな文字で。矢印キーで次の場所へ (Esc で終了)",
    keepStop: "いまの表示をツアーの停留点に (ページのアドレスに残る)。もう一度で取り消し",
    tour: "ツアー: 停留点、その説明、ファイル",
    table: "絞り込んだトークンの表 (どの列でも並べ替え)",
    stops: "次の停留点へ: ツアーのもの、なければ大きな地域を順に一周",
    clear: "順に解除",
    help: "このヘルプ"
  },
  columns: {
    kind: "種類",
    script: "文字体系",
    rank: "語彙の順位",
    norm: "ベクトルの長さ",
    kept: "保たれた近傍",
    trained: "学習されたと見える度合い",
    reachable: "文章から作られるか",
    copies: "同じ行の数",
    hubness: "ハブの度合い"
  },
  categories: {
    kind: {
      word: "単語",
      continuation: "単語の続き",
      number: "数",
      punctuation: "記号",
      whitespace: "空白",
      byte: "バイト",
      control: "制御文字",
      special: "特殊トークン",
      unused: "未使用",
      extra: "余分な行"
    },
    reachable: {
      alone: "単独で",
      inside: "語の中で",
      special: "特殊トークン",
      partial: "文字の一部",
      unreachable: "作られない",
      unknown: "不明"
    },
    script: {
      None: "なし"
    }
  },
  scores: {
    recall: ["近傍 {k} 件の保持", "真の近傍 {k} 件のうち、地図でも近い {k} 件にあるものの割合"],
    trustworthiness: ["よそ者の少なさ", "信頼性: 地図で近いものは実際にも近い"],
    continuity: ["引き裂きの少なさ", "連続性: 真の近傍は地図でも近い"],
    distances: ["距離の順序", "実際の距離と地図上の距離の順位相関"],
    triplets: ["三つ組の順序", "二つのトークンのうち近い方は、地図でも近い"]
  },
  findings: {
    nonfinite: "NaN や無限大を含む行",
    zero: "ゼロだけの行",
    far: "大きく外れた行",
    identical: "完全に同じ行",
    "near-identical": "ほとんど同じ行",
    padding: "トークンのない行",
    duplicates: "重複するトークン",
    variants: "文字の形、空白、大小だけが違うトークン",
    untrained: "学習されていないように見える行",
    "untrained-special": "そのうち特殊トークン",
    reserved: "新しいトークンに使える行",
    unreachable: "どんな文章からも作られないトークン",
    partial: "文字の一部だけのトークン",
    hubs: "ハブ: 非常に多くの行の近傍"
  },
  advice: {
    nonfinite: "ファイルを直してください。このような行が一つあると、そのトークンを含むバッチ全体が壊れます。",
    zero: "これらのトークンをプロンプトに入れないでください。学習の前に、行に初期値 (全体の平均) を与えてください。",
    far: "量子化の前に確かめてください。一つの行が、ブロック全体の目盛りを決めてしまいます。",
    identical: "モデルはこれらのトークンを区別できません。学習が触れていないか、わざと一つの行を共有しています。",
    "near-identical": "同じ行と同様です。わずかな違いは、丸めか雑音です。",
    padding: "入力としては無害です。生成のときは隠してください。新しいトークンに使えます。",
    duplicates: "トークナイザーが使うのは一つの行だけです。ほかを除くか、どの行が学習されたかを確かめてください。",
    variants: "学習データと同じように正規化してください。正規化で現れない形は、どんな文章からも作られません。",
    untrained: "モデル自身に確かめるまで、プロンプトに入れないでください。学習するか、新しいトークンに使ってください。",
    "untrained-special": "これらを使うテンプレートで微調整するときは、その行も学習してください (PEFT では trainable_token_indices)。",
    reserved: "行列を広げる代わりに、学習されていないように見える行の名前を変え、それぞれに初期値を与えてください。",
    unreachable: "行の無駄で、プロンプトには ID でしか入りません。捨てるか、行を再利用してください。",
    partial: "バイト単位の語彙では、これで正常です。逐次出力では、トークンをつないでから復号してください。",
    hubs: "近くにあることに意味を読まないでください。近傍の一覧からは外してください。"
  },
  rules: {
    nonfinite: "NaN か無限大を含む。",
    zero: "すべての値が 0。",
    far: "長さがほかの行から、またはある次元の値がほかの値から、大きく離れている。",
    identical: "ほかの行と、すべての値が等しい。",
    "near-identical": "ほかの行との差が、長さの 1% に満たない。",
    padding: "語彙にトークンのない ID の行。",
    duplicates: "ほかの行と同じトークン。",
    variants: "Unicode の形、空白、大文字小文字をそろえると、ほかのトークンと同じになる。",
    untrained: "共通の一点から、雑音だけ離れている。または、すべて 0 か、三つ以上の同じ行の一つ。",
    "untrained-special": "特殊トークン、または対話テンプレートに書かれたトークンで、学習されていないように見える。",
    reserved: "名前で予約されたトークン、またはトークンのない行。学習されていないように見えるものから。",
    unreachable: "復号して符号化しなおすと、単独でもほかの文字の後でも、そのトークンに戻らない。",
    partial: "一文字に満たないバイトで、それだけの文章はない。",
    hubs: "平均の十倍を超える数の行の、近傍に入っている。"
  },
  report: {
    damaged: "データが壊れているため、このページは読めません。作り直すか、もう一度ダウンロードしてください。",
    moveTogether: "二つの地図を一緒に動かす",
    compareWith: "比べる相手",
    keeps: "この地図は近傍{k}語のうち{share}を保っています。自由に配置した場合は{free}です。",
    keepsNearest: "この地図は最も近い語の{share}を保っています。自由に配置した場合は{free}です。",
    score: "指標",
    value: "値",
    interval: "95% 信頼区間",
    chance: "偶然の場合",
    scores: "一つ目の空間がどれだけ二つ目にあるか",
    byLayer: "空間ごとの指標。灰色は偶然の場合(±2標準偏差)",
    geometry: "それぞれの空間の形",
    space: "空間",
    anisotropy: "異方性(二語の平均コサイン)",
    first_component: "第一主成分の分散比",
    self_similarity: "自己類似度(同じ語の出現どうしの平均コサイン)",
    occurrence_anisotropy: "その基準(異なる語の出現どうし)",
    "overlap@": "最近傍 {k} 語のうち共通する割合",
    cka: "類似度の一致、大きいものほど重い(補正済み CKA)",
    spearman: "類似度の順位の一致",
    procrustes: "回転と拡大縮小で重なる度合い",
    traits: "論文で知られている性質を、これらのトークンで測った値",
    trait: "性質",
    traitChance: "偶然の場合 {null} ± {sd}、{count} トークン",
    "scripts:": "一語の最近傍 {k} 語に現れる文字体系の数(平均)",
    "months:circle": "月どうしの距離が、一年の円に沿う度合い(相関)",
    "months:line": "同じく、一月から十二月への直線に沿う度合い",
    "weekdays:circle": "曜日どうしの距離が、一週の円に沿う度合い(相関)",
    "weekdays:line": "同じく、月曜から日曜への直線に沿う度合い",
    "numbers:line": "0、1、2 … の距離が、数の差に沿う度合い(相関)",
    "numbers:log": "同じく、対数の差に沿う度合い",
    "periods:": "数を区別する分散のうち、{k} ごとに巡るものの割合",
    "dimension:two-nn": "内在次元(TWO-NN)。偶然の場合は、共分散が同じ正規分布の点群",
    notMeasured: "比べたトークンでは測れなかった性質:",
    "lacking:words": "{need} 語のうち、一つの表記でトークンなのは {have} 語。ないもの: {lacking}",
    "lacking:run": "0 から {need} までの数が、同じ形のトークンとして必要です。ここには {have} がありません",
    "lacking:script": "文字のあるトークンはすべて一つの文字体系です: {lacking}",
    "lacking:letters": "文字のあるトークンがありません",
    "lacking:few": "トークンは {have} 個。各次元に十個、少なくとも 100 個で、{need} 個が必要です",
    "lacking:different": "異なる行は {have} 行。{need} 行が必要です",
    "lacking:wide": "{have} 次元。測れるのは {need} 次元までです",
    "lacking:alike": "これらのトークンの行はすべて同じです",
    moved: "最も動いた語",
    kept: "最も変わらない語",
    tie: "値が {value} のトークン {equal} 個のうち {listed} 個を掲載。",
    token: "トークン",
    overlap: "一致",
    before: "一つ目での近傍",
    after: "二つ目での近傍"
  }
};
var ja_default = language2;

// languages:src/locales
var locales_default = { "en": en_default, "ja": ja_default };

// src/locales/i18n.ts
var FALLBACK = "en";
function browserLocale(languages = locales_default, asked = navigator.language) {
  const parts = asked.toLowerCase().split("-");
  const ways = parts.map((_, cut) => parts.slice(0, parts.length - cut).join("-"));
  const codes = Object.keys(languages);
  return ways.flatMap((way) => codes.find((code) => code.toLowerCase() === way) ?? [])[0] ?? FALLBACK;
}
function languageOf(locale, languages = locales_default) {
  return Object.hasOwn(languages, locale) ? languages[locale] : languages[FALLBACK];
}
function nextLocale(locale, languages = locales_default) {
  const codes = Object.keys(languages);
  return codes[(codes.indexOf(locale) + 1) % codes.length];
}
function translator(locale, languages = locales_default) {
  const { texts: texts2 } = languageOf(locale, languages);
  return (key, values) => filled(texts2[key], values, locale);
}
function filled(text3, values = {}, locale = FALLBACK) {
  return text3.replace(/\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}/g, (_, name, one2, more) => {
    const value = own(values, name) ?? "";
    if (one2 !== void 0) {
      const isOne = typeof value === "number" && new Intl.PluralRules(locale).select(value) === "one";
      return isOne ? one2 : more ?? "";
    }
    return typeof value === "number" ? value.toLocaleString(locale) : value;
  });
}

// src/browser/dom.ts
var SVG = "http://www.w3.org/2000/svg";
var COARSE = "(pointer: coarse)";
function el(name, attributes = {}, ...children2) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === void 0 || value === false) continue;
    element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children2);
  return element;
}
function button(attributes, act, ...children2) {
  const element = el("button", { type: "button", ...attributes }, ...children2);
  element.addEventListener("click", act);
  return element;
}
function addStyles(place2, ...styles) {
  const sheets = styles.map((text3) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text3);
    return sheet;
  });
  place2.adoptedStyleSheets = [...place2.adoptedStyleSheets, ...sheets];
}
function composes({ isComposing, keyCode }) {
  return isComposing || keyCode === 229;
}
function takesText(target) {
  if (target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLInputElement) return target.type === "search" || target.type === "text";
  return target instanceof HTMLSelectElement;
}

// src/page/alert.ts
function showAlert(element, text3) {
  (element.shadowRoot ?? element).replaceChildren(el("p", { role: "alert" }, text3));
}
function reasonOf(error, t) {
  const why = error instanceof Error ? error.message : String(error);
  return t(error instanceof DamagedData ? "damaged" : "notShown", { why });
}

// src/browser/idle.ts
var MOST = 8;
function whenIdle(...tasks) {
  const left = [...tasks];
  const step = () => {
    if (left[0]()) left.shift();
  };
  if (typeof requestIdleCallback === "undefined") {
    const work2 = () => {
      step();
      if (left.length > 0) waiting2 = window.setTimeout(work2, 16);
    };
    let waiting2 = window.setTimeout(work2, 16);
    return () => clearTimeout(waiting2);
  }
  const work = (deadline) => {
    const end = performance.now() + Math.min(MOST, deadline.timeRemaining() - 2);
    do
      step();
    while (left.length > 0 && performance.now() < end);
    if (left.length > 0) waiting = requestIdleCallback(work);
  };
  let waiting = requestIdleCallback(work);
  return () => cancelIdleCallback(waiting);
}

// node_modules/d3-color/dist/d3-color.mjs
function define(constructor, factory, prototype) {
  constructor.prototype = factory.prototype = prototype;
  prototype.constructor = constructor;
}
function extend(parent, definition) {
  var prototype = Object.create(parent.prototype);
  for (var key in definition) prototype[key] = definition[key];
  return prototype;
}
function Color() {
}
var darker = 0.7;
var brighter = 1 / darker;
var reI = "\\s*([+-]?\\d+)\\s*";
var reN = "\\s*([+-]?(?:\\d*\\.)?\\d+(?:[eE][+-]?\\d+)?)\\s*";
var reP = "\\s*([+-]?(?:\\d*\\.)?\\d+(?:[eE][+-]?\\d+)?)%\\s*";
var reHex = /^#([0-9a-f]{3,8})$/;
var reRgbInteger = new RegExp(`^rgb\\(${reI},${reI},${reI}\\)$`);
var reRgbPercent = new RegExp(`^rgb\\(${reP},${reP},${reP}\\)$`);
var reRgbaInteger = new RegExp(`^rgba\\(${reI},${reI},${reI},${reN}\\)$`);
var reRgbaPercent = new RegExp(`^rgba\\(${reP},${reP},${reP},${reN}\\)$`);
var reHslPercent = new RegExp(`^hsl\\(${reN},${reP},${reP}\\)$`);
var reHslaPercent = new RegExp(`^hsla\\(${reN},${reP},${reP},${reN}\\)$`);
var named = {
  aliceblue: 15792383,
  antiquewhite: 16444375,
  aqua: 65535,
  aquamarine: 8388564,
  azure: 15794175,
  beige: 16119260,
  bisque: 16770244,
  black: 0,
  blanchedalmond: 16772045,
  blue: 255,
  blueviolet: 9055202,
  brown: 10824234,
  burlywood: 14596231,
  cadetblue: 6266528,
  chartreuse: 8388352,
  chocolate: 13789470,
  coral: 16744272,
  cornflowerblue: 6591981,
  cornsilk: 16775388,
  crimson: 14423100,
  cyan: 65535,
  darkblue: 139,
  darkcyan: 35723,
  darkgoldenrod: 12092939,
  darkgray: 11119017,
  darkgreen: 25600,
  darkgrey: 11119017,
  darkkhaki: 12433259,
  darkmagenta: 9109643,
  darkolivegreen: 5597999,
  darkorange: 16747520,
  darkorchid: 10040012,
  darkred: 9109504,
  darksalmon: 15308410,
  darkseagreen: 9419919,
  darkslateblue: 4734347,
  darkslategray: 3100495,
  darkslategrey: 3100495,
  darkturquoise: 52945,
  darkviolet: 9699539,
  deeppink: 16716947,
  deepskyblue: 49151,
  dimgray: 6908265,
  dimgrey: 6908265,
  dodgerblue: 2003199,
  firebrick: 11674146,
  floralwhite: 16775920,
  forestgreen: 2263842,
  fuchsia: 16711935,
  gainsboro: 14474460,
  ghostwhite: 16316671,
  gold: 16766720,
  goldenrod: 14329120,
  gray: 8421504,
  green: 32768,
  greenyellow: 11403055,
  grey: 8421504,
  honeydew: 15794160,
  hotpink: 16738740,
  indianred: 13458524,
  indigo: 4915330,
  ivory: 16777200,
  khaki: 15787660,
  lavender: 15132410,
  lavenderblush: 16773365,
  lawngreen: 8190976,
  lemonchiffon: 16775885,
  lightblue: 11393254,
  lightcoral: 15761536,
  lightcyan: 14745599,
  lightgoldenrodyellow: 16448210,
  lightgray: 13882323,
  lightgreen: 9498256,
  lightgrey: 13882323,
  lightpink: 16758465,
  lightsalmon: 16752762,
  lightseagreen: 2142890,
  lightskyblue: 8900346,
  lightslategray: 7833753,
  lightslategrey: 7833753,
  lightsteelblue: 11584734,
  lightyellow: 16777184,
  lime: 65280,
  limegreen: 3329330,
  linen: 16445670,
  magenta: 16711935,
  maroon: 8388608,
  mediumaquamarine: 6737322,
  mediumblue: 205,
  mediumorchid: 12211667,
  mediumpurple: 9662683,
  mediumseagreen: 3978097,
  mediumslateblue: 8087790,
  mediumspringgreen: 64154,
  mediumturquoise: 4772300,
  mediumvioletred: 13047173,
  midnightblue: 1644912,
  mintcream: 16121850,
  mistyrose: 16770273,
  moccasin: 16770229,
  navajowhite: 16768685,
  navy: 128,
  oldlace: 16643558,
  olive: 8421376,
  olivedrab: 7048739,
  orange: 16753920,
  orangered: 16729344,
  orchid: 14315734,
  palegoldenrod: 15657130,
  palegreen: 10025880,
  paleturquoise: 11529966,
  palevioletred: 14381203,
  papayawhip: 16773077,
  peachpuff: 16767673,
  peru: 13468991,
  pink: 16761035,
  plum: 14524637,
  powderblue: 11591910,
  purple: 8388736,
  rebeccapurple: 6697881,
  red: 16711680,
  rosybrown: 12357519,
  royalblue: 4286945,
  saddlebrown: 9127187,
  salmon: 16416882,
  sandybrown: 16032864,
  seagreen: 3050327,
  seashell: 16774638,
  sienna: 10506797,
  silver: 12632256,
  skyblue: 8900331,
  slateblue: 6970061,
  slategray: 7372944,
  slategrey: 7372944,
  snow: 16775930,
  springgreen: 65407,
  steelblue: 4620980,
  tan: 13808780,
  teal: 32896,
  thistle: 14204888,
  tomato: 16737095,
  turquoise: 4251856,
  violet: 15631086,
  wheat: 16113331,
  white: 16777215,
  whitesmoke: 16119285,
  yellow: 16776960,
  yellowgreen: 10145074
};
define(Color, color, {
  copy(channels) {
    return Object.assign(new this.constructor(), this, channels);
  },
  displayable() {
    return this.rgb().displayable();
  },
  hex: color_formatHex,
  // Deprecated! Use color.formatHex.
  formatHex: color_formatHex,
  formatHex8: color_formatHex8,
  formatHsl: color_formatHsl,
  formatRgb: color_formatRgb,
  toString: color_formatRgb
});
function color_formatHex() {
  return this.rgb().formatHex();
}
function color_formatHex8() {
  return this.rgb().formatHex8();
}
function color_formatHsl() {
  return hslConvert(this).formatHsl();
}
function color_formatRgb() {
  return this.rgb().formatRgb();
}
function color(format) {
  var m, l;
  format = (format + "").trim().toLowerCase();
  return (m = reHex.exec(format)) ? (l = m[1].length, m = parseInt(m[1], 16), l === 6 ? rgbn(m) : l === 3 ? new Rgb(m >> 8 & 15 | m >> 4 & 240, m >> 4 & 15 | m & 240, (m & 15) << 4 | m & 15, 1) : l === 8 ? rgba(m >> 24 & 255, m >> 16 & 255, m >> 8 & 255, (m & 255) / 255) : l === 4 ? rgba(m >> 12 & 15 | m >> 8 & 240, m >> 8 & 15 | m >> 4 & 240, m >> 4 & 15 | m & 240, ((m & 15) << 4 | m & 15) / 255) : null) : (m = reRgbInteger.exec(format)) ? new Rgb(m[1], m[2], m[3], 1) : (m = reRgbPercent.exec(format)) ? new Rgb(m[1] * 255 / 100, m[2] * 255 / 100, m[3] * 255 / 100, 1) : (m = reRgbaInteger.exec(format)) ? rgba(m[1], m[2], m[3], m[4]) : (m = reRgbaPercent.exec(format)) ? rgba(m[1] * 255 / 100, m[2] * 255 / 100, m[3] * 255 / 100, m[4]) : (m = reHslPercent.exec(format)) ? hsla(m[1], m[2] / 100, m[3] / 100, 1) : (m = reHslaPercent.exec(format)) ? hsla(m[1], m[2] / 100, m[3] / 100, m[4]) : named.hasOwnProperty(format) ? rgbn(named[format]) : format === "transparent" ? new Rgb(NaN, NaN, NaN, 0) : null;
}
function rgbn(n) {
  return new Rgb(n >> 16 & 255, n >> 8 & 255, n & 255, 1);
}
function rgba(r, g, b, a) {
  if (a <= 0) r = g = b = NaN;
  return new Rgb(r, g, b, a);
}
function rgbConvert(o) {
  if (!(o instanceof Color)) o = color(o);
  if (!o) return new Rgb();
  o = o.rgb();
  return new Rgb(o.r, o.g, o.b, o.opacity);
}
function rgb(r, g, b, opacity) {
  return arguments.length === 1 ? rgbConvert(r) : new Rgb(r, g, b, opacity == null ? 1 : opacity);
}
function Rgb(r, g, b, opacity) {
  this.r = +r;
  this.g = +g;
  this.b = +b;
  this.opacity = +opacity;
}
define(Rgb, rgb, extend(Color, {
  brighter(k) {
    k = k == null ? brighter : Math.pow(brighter, k);
    return new Rgb(this.r * k, this.g * k, this.b * k, this.opacity);
  },
  darker(k) {
    k = k == null ? darker : Math.pow(darker, k);
    return new Rgb(this.r * k, this.g * k, this.b * k, this.opacity);
  },
  rgb() {
    return this;
  },
  clamp() {
    return new Rgb(clampi(this.r), clampi(this.g), clampi(this.b), clampa(this.opacity));
  },
  displayable() {
    return -0.5 <= this.r && this.r < 255.5 && (-0.5 <= this.g && this.g < 255.5) && (-0.5 <= this.b && this.b < 255.5) && (0 <= this.opacity && this.opacity <= 1);
  },
  hex: rgb_formatHex,
  // Deprecated! Use color.formatHex.
  formatHex: rgb_formatHex,
  formatHex8: rgb_formatHex8,
  formatRgb: rgb_formatRgb,
  toString: rgb_formatRgb
}));
function rgb_formatHex() {
  return `#${hex(this.r)}${hex(this.g)}${hex(this.b)}`;
}
function rgb_formatHex8() {
  return `#${hex(this.r)}${hex(this.g)}${hex(this.b)}${hex((isNaN(this.opacity) ? 1 : this.opacity) * 255)}`;
}
function rgb_formatRgb() {
  const a = clampa(this.opacity);
  return `${a === 1 ? "rgb(" : "rgba("}${clampi(this.r)}, ${clampi(this.g)}, ${clampi(this.b)}${a === 1 ? ")" : `, ${a})`}`;
}
function clampa(opacity) {
  return isNaN(opacity) ? 1 : Math.max(0, Math.min(1, opacity));
}
function clampi(value) {
  return Math.max(0, Math.min(255, Math.round(value) || 0));
}
function hex(value) {
  value = clampi(value);
  return (value < 16 ? "0" : "") + value.toString(16);
}
function hsla(h, s, l, a) {
  if (a <= 0) h = s = l = NaN;
  else if (l <= 0 || l >= 1) h = s = NaN;
  else if (s <= 0) h = NaN;
  return new Hsl(h, s, l, a);
}
function hslConvert(o) {
  if (o instanceof Hsl) return new Hsl(o.h, o.s, o.l, o.opacity);
  if (!(o instanceof Color)) o = color(o);
  if (!o) return new Hsl();
  if (o instanceof Hsl) return o;
  o = o.rgb();
  var r = o.r / 255, g = o.g / 255, b = o.b / 255, min = Math.min(r, g, b), max2 = Math.max(r, g, b), h = NaN, s = max2 - min, l = (max2 + min) / 2;
  if (s) {
    if (r === max2) h = (g - b) / s + (g < b) * 6;
    else if (g === max2) h = (b - r) / s + 2;
    else h = (r - g) / s + 4;
    s /= l < 0.5 ? max2 + min : 2 - max2 - min;
    h *= 60;
  } else {
    s = l > 0 && l < 1 ? 0 : h;
  }
  return new Hsl(h, s, l, o.opacity);
}
function hsl(h, s, l, opacity) {
  return arguments.length === 1 ? hslConvert(h) : new Hsl(h, s, l, opacity == null ? 1 : opacity);
}
function Hsl(h, s, l, opacity) {
  this.h = +h;
  this.s = +s;
  this.l = +l;
  this.opacity = +opacity;
}
define(Hsl, hsl, extend(Color, {
  brighter(k) {
    k = k == null ? brighter : Math.pow(brighter, k);
    return new Hsl(this.h, this.s, this.l * k, this.opacity);
  },
  darker(k) {
    k = k == null ? darker : Math.pow(darker, k);
    return new Hsl(this.h, this.s, this.l * k, this.opacity);
  },
  rgb() {
    var h = this.h % 360 + (this.h < 0) * 360, s = isNaN(h) || isNaN(this.s) ? 0 : this.s, l = this.l, m2 = l + (l < 0.5 ? l : 1 - l) * s, m1 = 2 * l - m2;
    return new Rgb(
      hsl2rgb(h >= 240 ? h - 240 : h + 120, m1, m2),
      hsl2rgb(h, m1, m2),
      hsl2rgb(h < 120 ? h + 240 : h - 120, m1, m2),
      this.opacity
    );
  },
  clamp() {
    return new Hsl(clamph(this.h), clampt(this.s), clampt(this.l), clampa(this.opacity));
  },
  displayable() {
    return (0 <= this.s && this.s <= 1 || isNaN(this.s)) && (0 <= this.l && this.l <= 1) && (0 <= this.opacity && this.opacity <= 1);
  },
  formatHsl() {
    const a = clampa(this.opacity);
    return `${a === 1 ? "hsl(" : "hsla("}${clamph(this.h)}, ${clampt(this.s) * 100}%, ${clampt(this.l) * 100}%${a === 1 ? ")" : `, ${a})`}`;
  }
}));
function clamph(value) {
  value = (value || 0) % 360;
  return value < 0 ? value + 360 : value;
}
function clampt(value) {
  return Math.max(0, Math.min(1, value || 0));
}
function hsl2rgb(h, m1, m2) {
  return (h < 60 ? m1 + (m2 - m1) * h / 60 : h < 180 ? m2 : h < 240 ? m1 + (m2 - m1) * (240 - h) / 60 : m1) * 255;
}
var radians = Math.PI / 180;
var degrees = 180 / Math.PI;
var K = 18;
var Xn = 0.96422;
var Yn = 1;
var Zn = 0.82521;
var t0 = 4 / 29;
var t1 = 6 / 29;
var t2 = 3 * t1 * t1;
var t3 = t1 * t1 * t1;
function labConvert(o) {
  if (o instanceof Lab) return new Lab(o.l, o.a, o.b, o.opacity);
  if (o instanceof Hcl) return hcl2lab(o);
  if (!(o instanceof Rgb)) o = rgbConvert(o);
  var r = rgb2lrgb(o.r), g = rgb2lrgb(o.g), b = rgb2lrgb(o.b), y = xyz2lab((0.2225045 * r + 0.7168786 * g + 0.0606169 * b) / Yn), x, z;
  if (r === g && g === b) x = z = y;
  else {
    x = xyz2lab((0.4360747 * r + 0.3850649 * g + 0.1430804 * b) / Xn);
    z = xyz2lab((0.0139322 * r + 0.0971045 * g + 0.7141733 * b) / Zn);
  }
  return new Lab(116 * y - 16, 500 * (x - y), 200 * (y - z), o.opacity);
}
function lab(l, a, b, opacity) {
  return arguments.length === 1 ? labConvert(l) : new Lab(l, a, b, opacity == null ? 1 : opacity);
}
function Lab(l, a, b, opacity) {
  this.l = +l;
  this.a = +a;
  this.b = +b;
  this.opacity = +opacity;
}
define(Lab, lab, extend(Color, {
  brighter(k) {
    return new Lab(this.l + K * (k == null ? 1 : k), this.a, this.b, this.opacity);
  },
  darker(k) {
    return new Lab(this.l - K * (k == null ? 1 : k), this.a, this.b, this.opacity);
  },
  rgb() {
    var y = (this.l + 16) / 116, x = isNaN(this.a) ? y : y + this.a / 500, z = isNaN(this.b) ? y : y - this.b / 200;
    x = Xn * lab2xyz(x);
    y = Yn * lab2xyz(y);
    z = Zn * lab2xyz(z);
    return new Rgb(
      lrgb2rgb(3.1338561 * x - 1.6168667 * y - 0.4906146 * z),
      lrgb2rgb(-0.9787684 * x + 1.9161415 * y + 0.033454 * z),
      lrgb2rgb(0.0719453 * x - 0.2289914 * y + 1.4052427 * z),
      this.opacity
    );
  }
}));
function xyz2lab(t) {
  return t > t3 ? Math.pow(t, 1 / 3) : t / t2 + t0;
}
function lab2xyz(t) {
  return t > t1 ? t * t * t : t2 * (t - t0);
}
function lrgb2rgb(x) {
  return 255 * (x <= 31308e-7 ? 12.92 * x : 1.055 * Math.pow(x, 1 / 2.4) - 0.055);
}
function rgb2lrgb(x) {
  return (x /= 255) <= 0.04045 ? x / 12.92 : Math.pow((x + 0.055) / 1.055, 2.4);
}
function hclConvert(o) {
  if (o instanceof Hcl) return new Hcl(o.h, o.c, o.l, o.opacity);
  if (!(o instanceof Lab)) o = labConvert(o);
  if (o.a === 0 && o.b === 0) return new Hcl(NaN, 0 < o.l && o.l < 100 ? 0 : NaN, o.l, o.opacity);
  var h = Math.atan2(o.b, o.a) * degrees;
  return new Hcl(h < 0 ? h + 360 : h, Math.sqrt(o.a * o.a + o.b * o.b), o.l, o.opacity);
}
function hcl(h, c2, l, opacity) {
  return arguments.length === 1 ? hclConvert(h) : new Hcl(h, c2, l, opacity == null ? 1 : opacity);
}
function Hcl(h, c2, l, opacity) {
  this.h = +h;
  this.c = +c2;
  this.l = +l;
  this.opacity = +opacity;
}
function hcl2lab(o) {
  if (isNaN(o.h)) return new Lab(o.l, 0, 0, o.opacity);
  var h = o.h * radians;
  return new Lab(o.l, Math.cos(h) * o.c, Math.sin(h) * o.c, o.opacity);
}
define(Hcl, hcl, extend(Color, {
  brighter(k) {
    return new Hcl(this.h, this.c, this.l + K * (k == null ? 1 : k), this.opacity);
  },
  darker(k) {
    return new Hcl(this.h, this.c, this.l - K * (k == null ? 1 : k), this.opacity);
  },
  rgb() {
    return hcl2lab(this).rgb();
  }
}));
var A = -0.14861;
var B = 1.78277;
var C = -0.29227;
var D = -0.90649;
var E = 1.97294;
var ED = E * D;
var EB = E * B;
var BC_DA = B * C - D * A;
function cubehelixConvert(o) {
  if (o instanceof Cubehelix) return new Cubehelix(o.h, o.s, o.l, o.opacity);
  if (!(o instanceof Rgb)) o = rgbConvert(o);
  var r = o.r / 255, g = o.g / 255, b = o.b / 255, l = (BC_DA * b + ED * r - EB * g) / (BC_DA + ED - EB), bl = b - l, k = (E * (g - l) - C * bl) / D, s = Math.sqrt(k * k + bl * bl) / (E * l * (1 - l)), h = s ? Math.atan2(k, bl) * degrees - 120 : NaN;
  return new Cubehelix(h < 0 ? h + 360 : h, s, l, o.opacity);
}
function cubehelix(h, s, l, opacity) {
  return arguments.length === 1 ? cubehelixConvert(h) : new Cubehelix(h, s, l, opacity == null ? 1 : opacity);
}
function Cubehelix(h, s, l, opacity) {
  this.h = +h;
  this.s = +s;
  this.l = +l;
  this.opacity = +opacity;
}
define(Cubehelix, cubehelix, extend(Color, {
  brighter(k) {
    k = k == null ? brighter : Math.pow(brighter, k);
    return new Cubehelix(this.h, this.s, this.l * k, this.opacity);
  },
  darker(k) {
    k = k == null ? darker : Math.pow(darker, k);
    return new Cubehelix(this.h, this.s, this.l * k, this.opacity);
  },
  rgb() {
    var h = isNaN(this.h) ? 0 : (this.h + 120) * radians, l = +this.l, a = isNaN(this.s) ? 0 : this.s * l * (1 - l), cosh2 = Math.cos(h), sinh2 = Math.sin(h);
    return new Rgb(
      255 * (l + a * (A * cosh2 + B * sinh2)),
      255 * (l + a * (C * cosh2 + D * sinh2)),
      255 * (l + a * (E * cosh2)),
      this.opacity
    );
  }
}));

// node_modules/d3-interpolate/dist/d3-interpolate.mjs
function basis(t12, v0, v1, v2, v3) {
  var t22 = t12 * t12, t32 = t22 * t12;
  return ((1 - 3 * t12 + 3 * t22 - t32) * v0 + (4 - 6 * t22 + 3 * t32) * v1 + (1 + 3 * t12 + 3 * t22 - 3 * t32) * v2 + t32 * v3) / 6;
}
function basis$1(values) {
  var n = values.length - 1;
  return function(t) {
    var i = t <= 0 ? t = 0 : t >= 1 ? (t = 1, n - 1) : Math.floor(t * n), v1 = values[i], v2 = values[i + 1], v0 = i > 0 ? values[i - 1] : 2 * v1 - v2, v3 = i < n - 1 ? values[i + 2] : 2 * v2 - v1;
    return basis((t - i / n) * n, v0, v1, v2, v3);
  };
}
function basisClosed(values) {
  var n = values.length;
  return function(t) {
    var i = Math.floor(((t %= 1) < 0 ? ++t : t) * n), v0 = values[(i + n - 1) % n], v1 = values[i % n], v2 = values[(i + 1) % n], v3 = values[(i + 2) % n];
    return basis((t - i / n) * n, v0, v1, v2, v3);
  };
}
var constant = (x) => () => x;
function linear(a, d) {
  return function(t) {
    return a + t * d;
  };
}
function exponential(a, b, y) {
  return a = Math.pow(a, y), b = Math.pow(b, y) - a, y = 1 / y, function(t) {
    return Math.pow(a + t * b, y);
  };
}
function hue$1(a, b) {
  var d = b - a;
  return d ? linear(a, d > 180 || d < -180 ? d - 360 * Math.round(d / 360) : d) : constant(isNaN(a) ? b : a);
}
function gamma(y) {
  return (y = +y) === 1 ? nogamma : function(a, b) {
    return b - a ? exponential(a, b, y) : constant(isNaN(a) ? b : a);
  };
}
function nogamma(a, b) {
  var d = b - a;
  return d ? linear(a, d) : constant(isNaN(a) ? b : a);
}
var rgb2 = (function rgbGamma(y) {
  var color2 = gamma(y);
  function rgb3(start23, end) {
    var r = color2((start23 = rgb(start23)).r, (end = rgb(end)).r), g = color2(start23.g, end.g), b = color2(start23.b, end.b), opacity = nogamma(start23.opacity, end.opacity);
    return function(t) {
      start23.r = r(t);
      start23.g = g(t);
      start23.b = b(t);
      start23.opacity = opacity(t);
      return start23 + "";
    };
  }
  rgb3.gamma = rgbGamma;
  return rgb3;
})(1);
function rgbSpline(spline) {
  return function(colors2) {
    var n = colors2.length, r = new Array(n), g = new Array(n), b = new Array(n), i, color2;
    for (i = 0; i < n; ++i) {
      color2 = rgb(colors2[i]);
      r[i] = color2.r || 0;
      g[i] = color2.g || 0;
      b[i] = color2.b || 0;
    }
    r = spline(r);
    g = spline(g);
    b = spline(b);
    color2.opacity = 1;
    return function(t) {
      color2.r = r(t);
      color2.g = g(t);
      color2.b = b(t);
      return color2 + "";
    };
  };
}
var rgbBasis = rgbSpline(basis$1);
var rgbBasisClosed = rgbSpline(basisClosed);
function number(a, b) {
  return a = +a, b = +b, function(t) {
    return a * (1 - t) + b * t;
  };
}
var reA = /[-+]?(?:\d+\.?\d*|\.?\d+)(?:[eE][-+]?\d+)?/g;
var reB = new RegExp(reA.source, "g");
function zero(b) {
  return function() {
    return b;
  };
}
function one(b) {
  return function(t) {
    return b(t) + "";
  };
}
function string(a, b) {
  var bi = reA.lastIndex = reB.lastIndex = 0, am, bm, bs, i = -1, s = [], q = [];
  a = a + "", b = b + "";
  while ((am = reA.exec(a)) && (bm = reB.exec(b))) {
    if ((bs = bm.index) > bi) {
      bs = b.slice(bi, bs);
      if (s[i]) s[i] += bs;
      else s[++i] = bs;
    }
    if ((am = am[0]) === (bm = bm[0])) {
      if (s[i]) s[i] += bm;
      else s[++i] = bm;
    } else {
      s[++i] = null;
      q.push({ i, x: number(am, bm) });
    }
    bi = reB.lastIndex;
  }
  if (bi < b.length) {
    bs = b.slice(bi);
    if (s[i]) s[i] += bs;
    else s[++i] = bs;
  }
  return s.length < 2 ? q[0] ? one(q[0].x) : zero(b) : (b = q.length, function(t) {
    for (var i2 = 0, o; i2 < b; ++i2) s[(o = q[i2]).i] = o.x(t);
    return s.join("");
  });
}
var degrees2 = 180 / Math.PI;
var identity = {
  translateX: 0,
  translateY: 0,
  rotate: 0,
  skewX: 0,
  scaleX: 1,
  scaleY: 1
};
function decompose(a, b, c2, d, e, f) {
  var scaleX, scaleY, skewX;
  if (scaleX = Math.sqrt(a * a + b * b)) a /= scaleX, b /= scaleX;
  if (skewX = a * c2 + b * d) c2 -= a * skewX, d -= b * skewX;
  if (scaleY = Math.sqrt(c2 * c2 + d * d)) c2 /= scaleY, d /= scaleY, skewX /= scaleY;
  if (a * d < b * c2) a = -a, b = -b, skewX = -skewX, scaleX = -scaleX;
  return {
    translateX: e,
    translateY: f,
    rotate: Math.atan2(b, a) * degrees2,
    skewX: Math.atan(skewX) * degrees2,
    scaleX,
    scaleY
  };
}
var svgNode;
function parseCss(value) {
  const m = new (typeof DOMMatrix === "function" ? DOMMatrix : WebKitCSSMatrix)(value + "");
  return m.isIdentity ? identity : decompose(m.a, m.b, m.c, m.d, m.e, m.f);
}
function parseSvg(value) {
  if (value == null) return identity;
  if (!svgNode) svgNode = document.createElementNS("http://www.w3.org/2000/svg", "g");
  svgNode.setAttribute("transform", value);
  if (!(value = svgNode.transform.baseVal.consolidate())) return identity;
  value = value.matrix;
  return decompose(value.a, value.b, value.c, value.d, value.e, value.f);
}
function interpolateTransform(parse2, pxComma, pxParen, degParen) {
  function pop(s) {
    return s.length ? s.pop() + " " : "";
  }
  function translate(xa, ya, xb, yb, s, q) {
    if (xa !== xb || ya !== yb) {
      var i = s.push("translate(", null, pxComma, null, pxParen);
      q.push({ i: i - 4, x: number(xa, xb) }, { i: i - 2, x: number(ya, yb) });
    } else if (xb || yb) {
      s.push("translate(" + xb + pxComma + yb + pxParen);
    }
  }
  function rotate(a, b, s, q) {
    if (a !== b) {
      if (a - b > 180) b += 360;
      else if (b - a > 180) a += 360;
      q.push({ i: s.push(pop(s) + "rotate(", null, degParen) - 2, x: number(a, b) });
    } else if (b) {
      s.push(pop(s) + "rotate(" + b + degParen);
    }
  }
  function skewX(a, b, s, q) {
    if (a !== b) {
      q.push({ i: s.push(pop(s) + "skewX(", null, degParen) - 2, x: number(a, b) });
    } else if (b) {
      s.push(pop(s) + "skewX(" + b + degParen);
    }
  }
  function scale(xa, ya, xb, yb, s, q) {
    if (xa !== xb || ya !== yb) {
      var i = s.push(pop(s) + "scale(", null, ",", null, ")");
      q.push({ i: i - 4, x: number(xa, xb) }, { i: i - 2, x: number(ya, yb) });
    } else if (xb !== 1 || yb !== 1) {
      s.push(pop(s) + "scale(" + xb + "," + yb + ")");
    }
  }
  return function(a, b) {
    var s = [], q = [];
    a = parse2(a), b = parse2(b);
    translate(a.translateX, a.translateY, b.translateX, b.translateY, s, q);
    rotate(a.rotate, b.rotate, s, q);
    skewX(a.skewX, b.skewX, s, q);
    scale(a.scaleX, a.scaleY, b.scaleX, b.scaleY, s, q);
    a = b = null;
    return function(t) {
      var i = -1, n = q.length, o;
      while (++i < n) s[(o = q[i]).i] = o.x(t);
      return s.join("");
    };
  };
}
var interpolateTransformCss = interpolateTransform(parseCss, "px, ", "px)", "deg)");
var interpolateTransformSvg = interpolateTransform(parseSvg, ", ", ")", ")");
var epsilon2 = 1e-12;
function cosh(x) {
  return ((x = Math.exp(x)) + 1 / x) / 2;
}
function sinh(x) {
  return ((x = Math.exp(x)) - 1 / x) / 2;
}
function tanh(x) {
  return ((x = Math.exp(2 * x)) - 1) / (x + 1);
}
var zoom = (function zoomRho(rho, rho2, rho4) {
  function zoom3(p0, p1) {
    var ux0 = p0[0], uy0 = p0[1], w0 = p0[2], ux1 = p1[0], uy1 = p1[1], w1 = p1[2], dx = ux1 - ux0, dy = uy1 - uy0, d2 = dx * dx + dy * dy, i, S;
    if (d2 < epsilon2) {
      S = Math.log(w1 / w0) / rho;
      i = function(t) {
        return [
          ux0 + t * dx,
          uy0 + t * dy,
          w0 * Math.exp(rho * t * S)
        ];
      };
    } else {
      var d1 = Math.sqrt(d2), b02 = (w1 * w1 - w0 * w0 + rho4 * d2) / (2 * w0 * rho2 * d1), b12 = (w1 * w1 - w0 * w0 - rho4 * d2) / (2 * w1 * rho2 * d1), r0 = Math.log(Math.sqrt(b02 * b02 + 1) - b02), r1 = Math.log(Math.sqrt(b12 * b12 + 1) - b12);
      S = (r1 - r0) / rho;
      i = function(t) {
        var s = t * S, coshr0 = cosh(r0), u = w0 / (rho2 * d1) * (coshr0 * tanh(rho * s + r0) - sinh(r0));
        return [
          ux0 + u * dx,
          uy0 + u * dy,
          w0 * coshr0 / cosh(rho * s + r0)
        ];
      };
    }
    i.duration = Math.abs(S) * 1e3 * rho / Math.SQRT2;
    return i;
  }
  zoom3.rho = function(_) {
    var _1 = Math.max(1e-3, +_), _2 = _1 * _1, _4 = _2 * _2;
    return zoomRho(_1, _2, _4);
  };
  return zoom3;
})(Math.SQRT2, 2, 4);
function hsl2(hue) {
  return function(start23, end) {
    var h = hue((start23 = hsl(start23)).h, (end = hsl(end)).h), s = nogamma(start23.s, end.s), l = nogamma(start23.l, end.l), opacity = nogamma(start23.opacity, end.opacity);
    return function(t) {
      start23.h = h(t);
      start23.s = s(t);
      start23.l = l(t);
      start23.opacity = opacity(t);
      return start23 + "";
    };
  };
}
var hsl_default = hsl2(hue$1);
var hslLong = hsl2(nogamma);
function hcl2(hue) {
  return function(start23, end) {
    var h = hue((start23 = hcl(start23)).h, (end = hcl(end)).h), c2 = nogamma(start23.c, end.c), l = nogamma(start23.l, end.l), opacity = nogamma(start23.opacity, end.opacity);
    return function(t) {
      start23.h = h(t);
      start23.c = c2(t);
      start23.l = l(t);
      start23.opacity = opacity(t);
      return start23 + "";
    };
  };
}
var hcl_default = hcl2(hue$1);
var hclLong = hcl2(nogamma);
function cubehelix2(hue) {
  return (function cubehelixGamma(y) {
    y = +y;
    function cubehelix4(start23, end) {
      var h = hue((start23 = cubehelix(start23)).h, (end = cubehelix(end)).h), s = nogamma(start23.s, end.s), l = nogamma(start23.l, end.l), opacity = nogamma(start23.opacity, end.opacity);
      return function(t) {
        start23.h = h(t);
        start23.s = s(t);
        start23.l = l(Math.pow(t, y));
        start23.opacity = opacity(t);
        return start23 + "";
      };
    }
    cubehelix4.gamma = cubehelixGamma;
    return cubehelix4;
  })(1);
}
var cubehelix_default = cubehelix2(hue$1);
var cubehelixLong = cubehelix2(nogamma);

// node_modules/d3-selection/dist/d3-selection.mjs
var xhtml = "http://www.w3.org/1999/xhtml";
var namespaces = {
  svg: "http://www.w3.org/2000/svg",
  xhtml,
  xlink: "http://www.w3.org/1999/xlink",
  xml: "http://www.w3.org/XML/1998/namespace",
  xmlns: "http://www.w3.org/2000/xmlns/"
};
function namespace(name) {
  var prefix = name += "", i = prefix.indexOf(":");
  if (i >= 0 && (prefix = name.slice(0, i)) !== "xmlns") name = name.slice(i + 1);
  return namespaces.hasOwnProperty(prefix) ? { space: namespaces[prefix], local: name } : name;
}
function creatorInherit(name) {
  return function() {
    var document2 = this.ownerDocument, uri = this.namespaceURI;
    return uri === xhtml && document2.documentElement.namespaceURI === xhtml ? document2.createElement(name) : document2.createElementNS(uri, name);
  };
}
function creatorFixed(fullname) {
  return function() {
    return this.ownerDocument.createElementNS(fullname.space, fullname.local);
  };
}
function creator(name) {
  var fullname = namespace(name);
  return (fullname.local ? creatorFixed : creatorInherit)(fullname);
}
function none() {
}
function selector(selector2) {
  return selector2 == null ? none : function() {
    return this.querySelector(selector2);
  };
}
function selection_select(select3) {
  if (typeof select3 !== "function") select3 = selector(select3);
  for (var groups = this._groups, m = groups.length, subgroups = new Array(m), j = 0; j < m; ++j) {
    for (var group2 = groups[j], n = group2.length, subgroup = subgroups[j] = new Array(n), node, subnode, i = 0; i < n; ++i) {
      if ((node = group2[i]) && (subnode = select3.call(node, node.__data__, i, group2))) {
        if ("__data__" in node) subnode.__data__ = node.__data__;
        subgroup[i] = subnode;
      }
    }
  }
  return new Selection(subgroups, this._parents);
}
function array(x) {
  return x == null ? [] : Array.isArray(x) ? x : Array.from(x);
}
function empty() {
  return [];
}
function selectorAll(selector2) {
  return selector2 == null ? empty : function() {
    return this.querySelectorAll(selector2);
  };
}
function arrayAll(select3) {
  return function() {
    return array(select3.apply(this, arguments));
  };
}
function selection_selectAll(select3) {
  if (typeof select3 === "function") select3 = arrayAll(select3);
  else select3 = selectorAll(select3);
  for (var groups = this._groups, m = groups.length, subgroups = [], parents = [], j = 0; j < m; ++j) {
    for (var group2 = groups[j], n = group2.length, node, i = 0; i < n; ++i) {
      if (node = group2[i]) {
        subgroups.push(select3.call(node, node.__data__, i, group2));
        parents.push(node);
      }
    }
  }
  return new Selection(subgroups, parents);
}
function matcher(selector2) {
  return function() {
    return this.matches(selector2);
  };
}
function childMatcher(selector2) {
  return function(node) {
    return node.matches(selector2);
  };
}
var find = Array.prototype.find;
function childFind(match) {
  return function() {
    return find.call(this.children, match);
  };
}
function childFirst() {
  return this.firstElementChild;
}
function selection_selectChild(match) {
  return this.select(match == null ? childFirst : childFind(typeof match === "function" ? match : childMatcher(match)));
}
var filter = Array.prototype.filter;
function children() {
  return Array.from(this.children);
}
function childrenFilter(match) {
  return function() {
    return filter.call(this.children, match);
  };
}
function selection_selectChildren(match) {
  return this.selectAll(match == null ? children : childrenFilter(typeof match === "function" ? match : childMatcher(match)));
}
function selection_filter(match) {
  if (typeof match !== "function") match = matcher(match);
  for (var groups = this._groups, m = groups.length, subgroups = new Array(m), j = 0; j < m; ++j) {
    for (var group2 = groups[j], n = group2.length, subgroup = subgroups[j] = [], node, i = 0; i < n; ++i) {
      if ((node = group2[i]) && match.call(node, node.__data__, i, group2)) {
        subgroup.push(node);
      }
    }
  }
  return new Selection(subgroups, this._parents);
}
function sparse(update) {
  return new Array(update.length);
}
function selection_enter() {
  return new Selection(this._enter || this._groups.map(sparse), this._parents);
}
function EnterNode(parent, datum2) {
  this.ownerDocument = parent.ownerDocument;
  this.namespaceURI = parent.namespaceURI;
  this._next = null;
  this._parent = parent;
  this.__data__ = datum2;
}
EnterNode.prototype = {
  constructor: EnterNode,
  appendChild: function(child) {
    return this._parent.insertBefore(child, this._next);
  },
  insertBefore: function(child, next) {
    return this._parent.insertBefore(child, next);
  },
  querySelector: function(selector2) {
    return this._parent.querySelector(selector2);
  },
  querySelectorAll: function(selector2) {
    return this._parent.querySelectorAll(selector2);
  }
};
function constant2(x) {
  return function() {
    return x;
  };
}
function bindIndex(parent, group2, enter, update, exit, data) {
  var i = 0, node, groupLength = group2.length, dataLength = data.length;
  for (; i < dataLength; ++i) {
    if (node = group2[i]) {
      node.__data__ = data[i];
      update[i] = node;
    } else {
      enter[i] = new EnterNode(parent, data[i]);
    }
  }
  for (; i < groupLength; ++i) {
    if (node = group2[i]) {
      exit[i] = node;
    }
  }
}
function bindKey(parent, group2, enter, update, exit, data, key) {
  var i, node, nodeByKeyValue = /* @__PURE__ */ new Map(), groupLength = group2.length, dataLength = data.length, keyValues = new Array(groupLength), keyValue;
  for (i = 0; i < groupLength; ++i) {
    if (node = group2[i]) {
      keyValues[i] = keyValue = key.call(node, node.__data__, i, group2) + "";
      if (nodeByKeyValue.has(keyValue)) {
        exit[i] = node;
      } else {
        nodeByKeyValue.set(keyValue, node);
      }
    }
  }
  for (i = 0; i < dataLength; ++i) {
    keyValue = key.call(parent, data[i], i, data) + "";
    if (node = nodeByKeyValue.get(keyValue)) {
      update[i] = node;
      node.__data__ = data[i];
      nodeByKeyValue.delete(keyValue);
    } else {
      enter[i] = new EnterNode(parent, data[i]);
    }
  }
  for (i = 0; i < groupLength; ++i) {
    if ((node = group2[i]) && nodeByKeyValue.get(keyValues[i]) === node) {
      exit[i] = node;
    }
  }
}
function datum(node) {
  return node.__data__;
}
function selection_data(value, key) {
  if (!arguments.length) return Array.from(this, datum);
  var bind = key ? bindKey : bindIndex, parents = this._parents, groups = this._groups;
  if (typeof value !== "function") value = constant2(value);
  for (var m = groups.length, update = new Array(m), enter = new Array(m), exit = new Array(m), j = 0; j < m; ++j) {
    var parent = parents[j], group2 = groups[j], groupLength = group2.length, data = arraylike(value.call(parent, parent && parent.__data__, j, parents)), dataLength = data.length, enterGroup = enter[j] = new Array(dataLength), updateGroup = update[j] = new Array(dataLength), exitGroup = exit[j] = new Array(groupLength);
    bind(parent, group2, enterGroup, updateGroup, exitGroup, data, key);
    for (var i0 = 0, i1 = 0, previous, next; i0 < dataLength; ++i0) {
      if (previous = enterGroup[i0]) {
        if (i0 >= i1) i1 = i0 + 1;
        while (!(next = updateGroup[i1]) && ++i1 < dataLength) ;
        previous._next = next || null;
      }
    }
  }
  update = new Selection(update, parents);
  update._enter = enter;
  update._exit = exit;
  return update;
}
function arraylike(data) {
  return typeof data === "object" && "length" in data ? data : Array.from(data);
}
function selection_exit() {
  return new Selection(this._exit || this._groups.map(sparse), this._parents);
}
function selection_join(onenter, onupdate, onexit) {
  var enter = this.enter(), update = this, exit = this.exit();
  if (typeof onenter === "function") {
    enter = onenter(enter);
    if (enter) enter = enter.selection();
  } else {
    enter = enter.append(onenter + "");
  }
  if (onupdate != null) {
    update = onupdate(update);
    if (update) update = update.selection();
  }
  if (onexit == null) exit.remove();
  else onexit(exit);
  return enter && update ? enter.merge(update).order() : update;
}
function selection_merge(context) {
  var selection2 = context.selection ? context.selection() : context;
  for (var groups0 = this._groups, groups1 = selection2._groups, m0 = groups0.length, m1 = groups1.length, m = Math.min(m0, m1), merges = new Array(m0), j = 0; j < m; ++j) {
    for (var group0 = groups0[j], group1 = groups1[j], n = group0.length, merge = merges[j] = new Array(n), node, i = 0; i < n; ++i) {
      if (node = group0[i] || group1[i]) {
        merge[i] = node;
      }
    }
  }
  for (; j < m0; ++j) {
    merges[j] = groups0[j];
  }
  return new Selection(merges, this._parents);
}
function selection_order() {
  for (var groups = this._groups, j = -1, m = groups.length; ++j < m; ) {
    for (var group2 = groups[j], i = group2.length - 1, next = group2[i], node; --i >= 0; ) {
      if (node = group2[i]) {
        if (next && node.compareDocumentPosition(next) ^ 4) next.parentNode.insertBefore(node, next);
        next = node;
      }
    }
  }
  return this;
}
function selection_sort(compare) {
  if (!compare) compare = ascending;
  function compareNode(a, b) {
    return a && b ? compare(a.__data__, b.__data__) : !a - !b;
  }
  for (var groups = this._groups, m = groups.length, sortgroups = new Array(m), j = 0; j < m; ++j) {
    for (var group2 = groups[j], n = group2.length, sortgroup = sortgroups[j] = new Array(n), node, i = 0; i < n; ++i) {
      if (node = group2[i]) {
        sortgroup[i] = node;
      }
    }
    sortgroup.sort(compareNode);
  }
  return new Selection(sortgroups, this._parents).order();
}
function ascending(a, b) {
  return a < b ? -1 : a > b ? 1 : a >= b ? 0 : NaN;
}
function selection_call() {
  var callback = arguments[0];
  arguments[0] = this;
  callback.apply(null, arguments);
  return this;
}
function selection_nodes() {
  return Array.from(this);
}
function selection_node() {
  for (var groups = this._groups, j = 0, m = groups.length; j < m; ++j) {
    for (var group2 = groups[j], i = 0, n = group2.length; i < n; ++i) {
      var node = group2[i];
      if (node) return node;
    }
  }
  return null;
}
function selection_size() {
  let size = 0;
  for (const node of this) ++size;
  return size;
}
function selection_empty() {
  return !this.node();
}
function selection_each(callback) {
  for (var groups = this._groups, j = 0, m = groups.length; j < m; ++j) {
    for (var group2 = groups[j], i = 0, n = group2.length, node; i < n; ++i) {
      if (node = group2[i]) callback.call(node, node.__data__, i, group2);
    }
  }
  return this;
}
function attrRemove(name) {
  return function() {
    this.removeAttribute(name);
  };
}
function attrRemoveNS(fullname) {
  return function() {
    this.removeAttributeNS(fullname.space, fullname.local);
  };
}
function attrConstant(name, value) {
  return function() {
    this.setAttribute(name, value);
  };
}
function attrConstantNS(fullname, value) {
  return function() {
    this.setAttributeNS(fullname.space, fullname.local, value);
  };
}
function attrFunction(name, value) {
  return function() {
    var v = value.apply(this, arguments);
    if (v == null) this.removeAttribute(name);
    else this.setAttribute(name, v);
  };
}
function attrFunctionNS(fullname, value) {
  return function() {
    var v = value.apply(this, arguments);
    if (v == null) this.removeAttributeNS(fullname.space, fullname.local);
    else this.setAttributeNS(fullname.space, fullname.local, v);
  };
}
function selection_attr(name, value) {
  var fullname = namespace(name);
  if (arguments.length < 2) {
    var node = this.node();
    return fullname.local ? node.getAttributeNS(fullname.space, fullname.local) : node.getAttribute(fullname);
  }
  return this.each((value == null ? fullname.local ? attrRemoveNS : attrRemove : typeof value === "function" ? fullname.local ? attrFunctionNS : attrFunction : fullname.local ? attrConstantNS : attrConstant)(fullname, value));
}
function defaultView(node) {
  return node.ownerDocument && node.ownerDocument.defaultView || node.document && node || node.defaultView;
}
function styleRemove(name) {
  return function() {
    this.style.removeProperty(name);
  };
}
function styleConstant(name, value, priority) {
  return function() {
    this.style.setProperty(name, value, priority);
  };
}
function styleFunction(name, value, priority) {
  return function() {
    var v = value.apply(this, arguments);
    if (v == null) this.style.removeProperty(name);
    else this.style.setProperty(name, v, priority);
  };
}
function selection_style(name, value, priority) {
  return arguments.length > 1 ? this.each((value == null ? styleRemove : typeof value === "function" ? styleFunction : styleConstant)(name, value, priority == null ? "" : priority)) : styleValue(this.node(), name);
}
function styleValue(node, name) {
  return node.style.getPropertyValue(name) || defaultView(node).getComputedStyle(node, null).getPropertyValue(name);
}
function propertyRemove(name) {
  return function() {
    delete this[name];
  };
}
function propertyConstant(name, value) {
  return function() {
    this[name] = value;
  };
}
function propertyFunction(name, value) {
  return function() {
    var v = value.apply(this, arguments);
    if (v == null) delete this[name];
    else this[name] = v;
  };
}
function selection_property(name, value) {
  return arguments.length > 1 ? this.each((value == null ? propertyRemove : typeof value === "function" ? propertyFunction : propertyConstant)(name, value)) : this.node()[name];
}
function classArray(string2) {
  return string2.trim().split(/^|\s+/);
}
function classList(node) {
  return node.classList || new ClassList(node);
}
function ClassList(node) {
  this._node = node;
  this._names = classArray(node.getAttribute("class") || "");
}
ClassList.prototype = {
  add: function(name) {
    var i = this._names.indexOf(name);
    if (i < 0) {
      this._names.push(name);
      this._node.setAttribute("class", this._names.join(" "));
    }
  },
  remove: function(name) {
    var i = this._names.indexOf(name);
    if (i >= 0) {
      this._names.splice(i, 1);
      this._node.setAttribute("class", this._names.join(" "));
    }
  },
  contains: function(name) {
    return this._names.indexOf(name) >= 0;
  }
};
function classedAdd(node, names) {
  var list2 = classList(node), i = -1, n = names.length;
  while (++i < n) list2.add(names[i]);
}
function classedRemove(node, names) {
  var list2 = classList(node), i = -1, n = names.length;
  while (++i < n) list2.remove(names[i]);
}
function classedTrue(names) {
  return function() {
    classedAdd(this, names);
  };
}
function classedFalse(names) {
  return function() {
    classedRemove(this, names);
  };
}
function classedFunction(names, value) {
  return function() {
    (value.apply(this, arguments) ? classedAdd : classedRemove)(this, names);
  };
}
function selection_classed(name, value) {
  var names = classArray(name + "");
  if (arguments.length < 2) {
    var list2 = classList(this.node()), i = -1, n = names.length;
    while (++i < n) if (!list2.contains(names[i])) return false;
    return true;
  }
  return this.each((typeof value === "function" ? classedFunction : value ? classedTrue : classedFalse)(names, value));
}
function textRemove() {
  this.textContent = "";
}
function textConstant(value) {
  return function() {
    this.textContent = value;
  };
}
function textFunction(value) {
  return function() {
    var v = value.apply(this, arguments);
    this.textContent = v == null ? "" : v;
  };
}
function selection_text(value) {
  return arguments.length ? this.each(value == null ? textRemove : (typeof value === "function" ? textFunction : textConstant)(value)) : this.node().textContent;
}
function htmlRemove() {
  this.innerHTML = "";
}
function htmlConstant(value) {
  return function() {
    this.innerHTML = value;
  };
}
function htmlFunction(value) {
  return function() {
    var v = value.apply(this, arguments);
    this.innerHTML = v == null ? "" : v;
  };
}
function selection_html(value) {
  return arguments.length ? this.each(value == null ? htmlRemove : (typeof value === "function" ? htmlFunction : htmlConstant)(value)) : this.node().innerHTML;
}
function raise() {
  if (this.nextSibling) this.parentNode.appendChild(this);
}
function selection_raise() {
  return this.each(raise);
}
function lower() {
  if (this.previousSibling) this.parentNode.insertBefore(this, this.parentNode.firstChild);
}
function selection_lower() {
  return this.each(lower);
}
function selection_append(name) {
  var create2 = typeof name === "function" ? name : creator(name);
  return this.select(function() {
    return this.appendChild(create2.apply(this, arguments));
  });
}
function constantNull() {
  return null;
}
function selection_insert(name, before) {
  var create2 = typeof name === "function" ? name : creator(name), select3 = before == null ? constantNull : typeof before === "function" ? before : selector(before);
  return this.select(function() {
    return this.insertBefore(create2.apply(this, arguments), select3.apply(this, arguments) || null);
  });
}
function remove() {
  var parent = this.parentNode;
  if (parent) parent.removeChild(this);
}
function selection_remove() {
  return this.each(remove);
}
function selection_cloneShallow() {
  var clone = this.cloneNode(false), parent = this.parentNode;
  return parent ? parent.insertBefore(clone, this.nextSibling) : clone;
}
function selection_cloneDeep() {
  var clone = this.cloneNode(true), parent = this.parentNode;
  return parent ? parent.insertBefore(clone, this.nextSibling) : clone;
}
function selection_clone(deep) {
  return this.select(deep ? selection_cloneDeep : selection_cloneShallow);
}
function selection_datum(value) {
  return arguments.length ? this.property("__data__", value) : this.node().__data__;
}
function contextListener(listener) {
  return function(event) {
    listener.call(this, event, this.__data__);
  };
}
function parseTypenames(typenames) {
  return typenames.trim().split(/^|\s+/).map(function(t) {
    var name = "", i = t.indexOf(".");
    if (i >= 0) name = t.slice(i + 1), t = t.slice(0, i);
    return { type: t, name };
  });
}
function onRemove(typename) {
  return function() {
    var on = this.__on;
    if (!on) return;
    for (var j = 0, i = -1, m = on.length, o; j < m; ++j) {
      if (o = on[j], (!typename.type || o.type === typename.type) && o.name === typename.name) {
        this.removeEventListener(o.type, o.listener, o.options);
      } else {
        on[++i] = o;
      }
    }
    if (++i) on.length = i;
    else delete this.__on;
  };
}
function onAdd(typename, value, options) {
  return function() {
    var on = this.__on, o, listener = contextListener(value);
    if (on) for (var j = 0, m = on.length; j < m; ++j) {
      if ((o = on[j]).type === typename.type && o.name === typename.name) {
        this.removeEventListener(o.type, o.listener, o.options);
        this.addEventListener(o.type, o.listener = listener, o.options = options);
        o.value = value;
        return;
      }
    }
    this.addEventListener(typename.type, listener, options);
    o = { type: typename.type, name: typename.name, value, listener, options };
    if (!on) this.__on = [o];
    else on.push(o);
  };
}
function selection_on(typename, value, options) {
  var typenames = parseTypenames(typename + ""), i, n = typenames.length, t;
  if (arguments.length < 2) {
    var on = this.node().__on;
    if (on) for (var j = 0, m = on.length, o; j < m; ++j) {
      for (i = 0, o = on[j]; i < n; ++i) {
        if ((t = typenames[i]).type === o.type && t.name === o.name) {
          return o.value;
        }
      }
    }
    return;
  }
  on = value ? onAdd : onRemove;
  for (i = 0; i < n; ++i) this.each(on(typenames[i], value, options));
  return this;
}
function dispatchEvent(node, type, params) {
  var window2 = defaultView(node), event = window2.CustomEvent;
  if (typeof event === "function") {
    event = new event(type, params);
  } else {
    event = window2.document.createEvent("Event");
    if (params) event.initEvent(type, params.bubbles, params.cancelable), event.detail = params.detail;
    else event.initEvent(type, false, false);
  }
  node.dispatchEvent(event);
}
function dispatchConstant(type, params) {
  return function() {
    return dispatchEvent(this, type, params);
  };
}
function dispatchFunction(type, params) {
  return function() {
    return dispatchEvent(this, type, params.apply(this, arguments));
  };
}
function selection_dispatch(type, params) {
  return this.each((typeof params === "function" ? dispatchFunction : dispatchConstant)(type, params));
}
function* selection_iterator() {
  for (var groups = this._groups, j = 0, m = groups.length; j < m; ++j) {
    for (var group2 = groups[j], i = 0, n = group2.length, node; i < n; ++i) {
      if (node = group2[i]) yield node;
    }
  }
}
var root = [null];
function Selection(groups, parents) {
  this._groups = groups;
  this._parents = parents;
}
function selection() {
  return new Selection([[document.documentElement]], root);
}
function selection_selection() {
  return this;
}
Selection.prototype = selection.prototype = {
  constructor: Selection,
  select: selection_select,
  selectAll: selection_selectAll,
  selectChild: selection_selectChild,
  selectChildren: selection_selectChildren,
  filter: selection_filter,
  data: selection_data,
  enter: selection_enter,
  exit: selection_exit,
  join: selection_join,
  merge: selection_merge,
  selection: selection_selection,
  order: selection_order,
  sort: selection_sort,
  call: selection_call,
  nodes: selection_nodes,
  node: selection_node,
  size: selection_size,
  empty: selection_empty,
  each: selection_each,
  attr: selection_attr,
  style: selection_style,
  property: selection_property,
  classed: selection_classed,
  text: selection_text,
  html: selection_html,
  raise: selection_raise,
  lower: selection_lower,
  append: selection_append,
  insert: selection_insert,
  remove: selection_remove,
  clone: selection_clone,
  datum: selection_datum,
  on: selection_on,
  dispatch: selection_dispatch,
  [Symbol.iterator]: selection_iterator
};
function select(selector2) {
  return typeof selector2 === "string" ? new Selection([[document.querySelector(selector2)]], [document.documentElement]) : new Selection([[selector2]], root);
}
var nextId = 0;
function local() {
  return new Local();
}
function Local() {
  this._ = "@" + (++nextId).toString(36);
}
Local.prototype = local.prototype = {
  constructor: Local,
  get: function(node) {
    var id2 = this._;
    while (!(id2 in node)) if (!(node = node.parentNode)) return;
    return node[id2];
  },
  set: function(node, value) {
    return node[this._] = value;
  },
  remove: function(node) {
    return this._ in node && delete node[this._];
  },
  toString: function() {
    return this._;
  }
};
function sourceEvent(event) {
  let sourceEvent2;
  while (sourceEvent2 = event.sourceEvent) event = sourceEvent2;
  return event;
}
function pointer(event, node) {
  event = sourceEvent(event);
  if (node === void 0) node = event.currentTarget;
  if (node) {
    var svg = node.ownerSVGElement || node;
    if (svg.createSVGPoint) {
      var point = svg.createSVGPoint();
      point.x = event.clientX, point.y = event.clientY;
      point = point.matrixTransform(node.getScreenCTM().inverse());
      return [point.x, point.y];
    }
    if (node.getBoundingClientRect) {
      var rect = node.getBoundingClientRect();
      return [event.clientX - rect.left - node.clientLeft, event.clientY - rect.top - node.clientTop];
    }
  }
  return [event.pageX, event.pageY];
}

// node_modules/d3-dispatch/dist/d3-dispatch.mjs
var noop = { value: () => {
} };
function dispatch() {
  for (var i = 0, n = arguments.length, _ = {}, t; i < n; ++i) {
    if (!(t = arguments[i] + "") || t in _ || /[\s.]/.test(t)) throw new Error("illegal type: " + t);
    _[t] = [];
  }
  return new Dispatch(_);
}
function Dispatch(_) {
  this._ = _;
}
function parseTypenames2(typenames, types) {
  return typenames.trim().split(/^|\s+/).map(function(t) {
    var name = "", i = t.indexOf(".");
    if (i >= 0) name = t.slice(i + 1), t = t.slice(0, i);
    if (t && !types.hasOwnProperty(t)) throw new Error("unknown type: " + t);
    return { type: t, name };
  });
}
Dispatch.prototype = dispatch.prototype = {
  constructor: Dispatch,
  on: function(typename, callback) {
    var _ = this._, T = parseTypenames2(typename + "", _), t, i = -1, n = T.length;
    if (arguments.length < 2) {
      while (++i < n) if ((t = (typename = T[i]).type) && (t = get(_[t], typename.name))) return t;
      return;
    }
    if (callback != null && typeof callback !== "function") throw new Error("invalid callback: " + callback);
    while (++i < n) {
      if (t = (typename = T[i]).type) _[t] = set(_[t], typename.name, callback);
      else if (callback == null) for (t in _) _[t] = set(_[t], typename.name, null);
    }
    return this;
  },
  copy: function() {
    var copy = {}, _ = this._;
    for (var t in _) copy[t] = _[t].slice();
    return new Dispatch(copy);
  },
  call: function(type, that) {
    if ((n = arguments.length - 2) > 0) for (var args = new Array(n), i = 0, n, t; i < n; ++i) args[i] = arguments[i + 2];
    if (!this._.hasOwnProperty(type)) throw new Error("unknown type: " + type);
    for (t = this._[type], i = 0, n = t.length; i < n; ++i) t[i].value.apply(that, args);
  },
  apply: function(type, that, args) {
    if (!this._.hasOwnProperty(type)) throw new Error("unknown type: " + type);
    for (var t = this._[type], i = 0, n = t.length; i < n; ++i) t[i].value.apply(that, args);
  }
};
function get(type, name) {
  for (var i = 0, n = type.length, c2; i < n; ++i) {
    if ((c2 = type[i]).name === name) {
      return c2.value;
    }
  }
}
function set(type, name, callback) {
  for (var i = 0, n = type.length; i < n; ++i) {
    if (type[i].name === name) {
      type[i] = noop, type = type.slice(0, i).concat(type.slice(i + 1));
      break;
    }
  }
  if (callback != null) type.push({ name, value: callback });
  return type;
}

// node_modules/d3-drag/dist/d3-drag.mjs
var nonpassivecapture = { capture: true, passive: false };
function noevent(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}
function nodrag(view2) {
  var root2 = view2.document.documentElement, selection2 = select(view2).on("dragstart.drag", noevent, nonpassivecapture);
  if ("onselectstart" in root2) {
    selection2.on("selectstart.drag", noevent, nonpassivecapture);
  } else {
    root2.__noselect = root2.style.MozUserSelect;
    root2.style.MozUserSelect = "none";
  }
}
function yesdrag(view2, noclick) {
  var root2 = view2.document.documentElement, selection2 = select(view2).on("dragstart.drag", null);
  if (noclick) {
    selection2.on("click.drag", noevent, nonpassivecapture);
    setTimeout(function() {
      selection2.on("click.drag", null);
    }, 0);
  }
  if ("onselectstart" in root2) {
    selection2.on("selectstart.drag", null);
  } else {
    root2.style.MozUserSelect = root2.__noselect;
    delete root2.__noselect;
  }
}
function DragEvent(type, {
  sourceEvent: sourceEvent2,
  subject,
  target,
  identifier,
  active,
  x,
  y,
  dx,
  dy,
  dispatch: dispatch2
}) {
  Object.defineProperties(this, {
    type: { value: type, enumerable: true, configurable: true },
    sourceEvent: { value: sourceEvent2, enumerable: true, configurable: true },
    subject: { value: subject, enumerable: true, configurable: true },
    target: { value: target, enumerable: true, configurable: true },
    identifier: { value: identifier, enumerable: true, configurable: true },
    active: { value: active, enumerable: true, configurable: true },
    x: { value: x, enumerable: true, configurable: true },
    y: { value: y, enumerable: true, configurable: true },
    dx: { value: dx, enumerable: true, configurable: true },
    dy: { value: dy, enumerable: true, configurable: true },
    _: { value: dispatch2 }
  });
}
DragEvent.prototype.on = function() {
  var value = this._.on.apply(this._, arguments);
  return value === this._ ? this : value;
};

// node_modules/d3-timer/dist/d3-timer.mjs
var frame = 0;
var timeout$1 = 0;
var interval$1 = 0;
var pokeDelay = 1e3;
var taskHead;
var taskTail;
var clockLast = 0;
var clockNow = 0;
var clockSkew = 0;
var clock = typeof performance === "object" && performance.now ? performance : Date;
var setFrame = typeof window === "object" && window.requestAnimationFrame ? window.requestAnimationFrame.bind(window) : function(f) {
  setTimeout(f, 17);
};
function now() {
  return clockNow || (setFrame(clearNow), clockNow = clock.now() + clockSkew);
}
function clearNow() {
  clockNow = 0;
}
function Timer() {
  this._call = this._time = this._next = null;
}
Timer.prototype = timer.prototype = {
  constructor: Timer,
  restart: function(callback, delay, time) {
    if (typeof callback !== "function") throw new TypeError("callback is not a function");
    time = (time == null ? now() : +time) + (delay == null ? 0 : +delay);
    if (!this._next && taskTail !== this) {
      if (taskTail) taskTail._next = this;
      else taskHead = this;
      taskTail = this;
    }
    this._call = callback;
    this._time = time;
    sleep();
  },
  stop: function() {
    if (this._call) {
      this._call = null;
      this._time = Infinity;
      sleep();
    }
  }
};
function timer(callback, delay, time) {
  var t = new Timer();
  t.restart(callback, delay, time);
  return t;
}
function timerFlush() {
  now();
  ++frame;
  var t = taskHead, e;
  while (t) {
    if ((e = clockNow - t._time) >= 0) t._call.call(void 0, e);
    t = t._next;
  }
  --frame;
}
function wake() {
  clockNow = (clockLast = clock.now()) + clockSkew;
  frame = timeout$1 = 0;
  try {
    timerFlush();
  } finally {
    frame = 0;
    nap();
    clockNow = 0;
  }
}
function poke() {
  var now2 = clock.now(), delay = now2 - clockLast;
  if (delay > pokeDelay) clockSkew -= delay, clockLast = now2;
}
function nap() {
  var t02, t12 = taskHead, t22, time = Infinity;
  while (t12) {
    if (t12._call) {
      if (time > t12._time) time = t12._time;
      t02 = t12, t12 = t12._next;
    } else {
      t22 = t12._next, t12._next = null;
      t12 = t02 ? t02._next = t22 : taskHead = t22;
    }
  }
  taskTail = t02;
  sleep(time);
}
function sleep(time) {
  if (frame) return;
  if (timeout$1) timeout$1 = clearTimeout(timeout$1);
  var delay = time - clockNow;
  if (delay > 24) {
    if (time < Infinity) timeout$1 = setTimeout(wake, Math.ceil(time - clock.now() - clockSkew) + 1);
    if (interval$1) interval$1 = clearInterval(interval$1);
  } else {
    if (!interval$1) clockLast = clock.now(), interval$1 = setInterval(poke, pokeDelay);
    frame = 1, setFrame(wake);
  }
}
function timeout(callback, delay, time) {
  var t = new Timer();
  delay = delay == null ? 0 : +delay;
  t.restart((elapsed) => {
    t.stop();
    callback(elapsed + delay);
  }, delay, time);
  return t;
}

// node_modules/d3-ease/dist/d3-ease.mjs
function cubicInOut(t) {
  return ((t *= 2) <= 1 ? t * t * t : (t -= 2) * t * t + 2) / 2;
}
var exponent = 3;
var polyIn = (function custom(e) {
  e = +e;
  function polyIn2(t) {
    return Math.pow(t, e);
  }
  polyIn2.exponent = custom;
  return polyIn2;
})(exponent);
var polyOut = (function custom2(e) {
  e = +e;
  function polyOut2(t) {
    return 1 - Math.pow(1 - t, e);
  }
  polyOut2.exponent = custom2;
  return polyOut2;
})(exponent);
var polyInOut = (function custom3(e) {
  e = +e;
  function polyInOut2(t) {
    return ((t *= 2) <= 1 ? Math.pow(t, e) : 2 - Math.pow(2 - t, e)) / 2;
  }
  polyInOut2.exponent = custom3;
  return polyInOut2;
})(exponent);
var pi = Math.PI;
var halfPi = pi / 2;
function tpmt(x) {
  return (Math.pow(2, -10 * x) - 9765625e-10) * 1.0009775171065494;
}
var b1 = 4 / 11;
var b2 = 6 / 11;
var b3 = 8 / 11;
var b4 = 3 / 4;
var b5 = 9 / 11;
var b6 = 10 / 11;
var b7 = 15 / 16;
var b8 = 21 / 22;
var b9 = 63 / 64;
var b0 = 1 / b1 / b1;
var overshoot = 1.70158;
var backIn = (function custom4(s) {
  s = +s;
  function backIn2(t) {
    return (t = +t) * t * (s * (t - 1) + t);
  }
  backIn2.overshoot = custom4;
  return backIn2;
})(overshoot);
var backOut = (function custom5(s) {
  s = +s;
  function backOut2(t) {
    return --t * t * ((t + 1) * s + t) + 1;
  }
  backOut2.overshoot = custom5;
  return backOut2;
})(overshoot);
var backInOut = (function custom6(s) {
  s = +s;
  function backInOut2(t) {
    return ((t *= 2) < 1 ? t * t * ((s + 1) * t - s) : (t -= 2) * t * ((s + 1) * t + s) + 2) / 2;
  }
  backInOut2.overshoot = custom6;
  return backInOut2;
})(overshoot);
var tau = 2 * Math.PI;
var amplitude = 1;
var period = 0.3;
var elasticIn = (function custom7(a, p) {
  var s = Math.asin(1 / (a = Math.max(1, a))) * (p /= tau);
  function elasticIn2(t) {
    return a * tpmt(- --t) * Math.sin((s - t) / p);
  }
  elasticIn2.amplitude = function(a2) {
    return custom7(a2, p * tau);
  };
  elasticIn2.period = function(p2) {
    return custom7(a, p2);
  };
  return elasticIn2;
})(amplitude, period);
var elasticOut = (function custom8(a, p) {
  var s = Math.asin(1 / (a = Math.max(1, a))) * (p /= tau);
  function elasticOut2(t) {
    return 1 - a * tpmt(t = +t) * Math.sin((t + s) / p);
  }
  elasticOut2.amplitude = function(a2) {
    return custom8(a2, p * tau);
  };
  elasticOut2.period = function(p2) {
    return custom8(a, p2);
  };
  return elasticOut2;
})(amplitude, period);
var elasticInOut = (function custom9(a, p) {
  var s = Math.asin(1 / (a = Math.max(1, a))) * (p /= tau);
  function elasticInOut2(t) {
    return ((t = t * 2 - 1) < 0 ? a * tpmt(-t) * Math.sin((s - t) / p) : 2 - a * tpmt(t) * Math.sin((s + t) / p)) / 2;
  }
  elasticInOut2.amplitude = function(a2) {
    return custom9(a2, p * tau);
  };
  elasticInOut2.period = function(p2) {
    return custom9(a, p2);
  };
  return elasticInOut2;
})(amplitude, period);

// node_modules/d3-transition/dist/d3-transition.mjs
var emptyOn = dispatch("start", "end", "cancel", "interrupt");
var emptyTween = [];
var CREATED = 0;
var SCHEDULED = 1;
var STARTING = 2;
var STARTED = 3;
var RUNNING = 4;
var ENDING = 5;
var ENDED = 6;
function schedule(node, name, id2, index, group2, timing) {
  var schedules = node.__transition;
  if (!schedules) node.__transition = {};
  else if (id2 in schedules) return;
  create(node, id2, {
    name,
    index,
    // For context during callback.
    group: group2,
    // For context during callback.
    on: emptyOn,
    tween: emptyTween,
    time: timing.time,
    delay: timing.delay,
    duration: timing.duration,
    ease: timing.ease,
    timer: null,
    state: CREATED
  });
}
function init(node, id2) {
  var schedule2 = get2(node, id2);
  if (schedule2.state > CREATED) throw new Error("too late; already scheduled");
  return schedule2;
}
function set2(node, id2) {
  var schedule2 = get2(node, id2);
  if (schedule2.state > STARTED) throw new Error("too late; already running");
  return schedule2;
}
function get2(node, id2) {
  var schedule2 = node.__transition;
  if (!schedule2 || !(schedule2 = schedule2[id2])) throw new Error("transition not found");
  return schedule2;
}
function create(node, id2, self2) {
  var schedules = node.__transition, tween;
  schedules[id2] = self2;
  self2.timer = timer(schedule2, 0, self2.time);
  function schedule2(elapsed) {
    self2.state = SCHEDULED;
    self2.timer.restart(start23, self2.delay, self2.time);
    if (self2.delay <= elapsed) start23(elapsed - self2.delay);
  }
  function start23(elapsed) {
    var i, j, n, o;
    if (self2.state !== SCHEDULED) return stop2();
    for (i in schedules) {
      o = schedules[i];
      if (o.name !== self2.name) continue;
      if (o.state === STARTED) return timeout(start23);
      if (o.state === RUNNING) {
        o.state = ENDED;
        o.timer.stop();
        o.on.call("interrupt", node, node.__data__, o.index, o.group);
        delete schedules[i];
      } else if (+i < id2) {
        o.state = ENDED;
        o.timer.stop();
        o.on.call("cancel", node, node.__data__, o.index, o.group);
        delete schedules[i];
      }
    }
    timeout(function() {
      if (self2.state === STARTED) {
        self2.state = RUNNING;
        self2.timer.restart(tick, self2.delay, self2.time);
        tick(elapsed);
      }
    });
    self2.state = STARTING;
    self2.on.call("start", node, node.__data__, self2.index, self2.group);
    if (self2.state !== STARTING) return;
    self2.state = STARTED;
    tween = new Array(n = self2.tween.length);
    for (i = 0, j = -1; i < n; ++i) {
      if (o = self2.tween[i].value.call(node, node.__data__, self2.index, self2.group)) {
        tween[++j] = o;
      }
    }
    tween.length = j + 1;
  }
  function tick(elapsed) {
    var t = elapsed < self2.duration ? self2.ease.call(null, elapsed / self2.duration) : (self2.timer.restart(stop2), self2.state = ENDING, 1), i = -1, n = tween.length;
    while (++i < n) {
      tween[i].call(node, t);
    }
    if (self2.state === ENDING) {
      self2.on.call("end", node, node.__data__, self2.index, self2.group);
      stop2();
    }
  }
  function stop2() {
    self2.state = ENDED;
    self2.timer.stop();
    delete schedules[id2];
    for (var i in schedules) return;
    delete node.__transition;
  }
}
function interrupt(node, name) {
  var schedules = node.__transition, schedule2, active, empty2 = true, i;
  if (!schedules) return;
  name = name == null ? null : name + "";
  for (i in schedules) {
    if ((schedule2 = schedules[i]).name !== name) {
      empty2 = false;
      continue;
    }
    active = schedule2.state > STARTING && schedule2.state < ENDING;
    schedule2.state = ENDED;
    schedule2.timer.stop();
    schedule2.on.call(active ? "interrupt" : "cancel", node, node.__data__, schedule2.index, schedule2.group);
    delete schedules[i];
  }
  if (empty2) delete node.__transition;
}
function selection_interrupt(name) {
  return this.each(function() {
    interrupt(this, name);
  });
}
function tweenRemove(id2, name) {
  var tween0, tween1;
  return function() {
    var schedule2 = set2(this, id2), tween = schedule2.tween;
    if (tween !== tween0) {
      tween1 = tween0 = tween;
      for (var i = 0, n = tween1.length; i < n; ++i) {
        if (tween1[i].name === name) {
          tween1 = tween1.slice();
          tween1.splice(i, 1);
          break;
        }
      }
    }
    schedule2.tween = tween1;
  };
}
function tweenFunction(id2, name, value) {
  var tween0, tween1;
  if (typeof value !== "function") throw new Error();
  return function() {
    var schedule2 = set2(this, id2), tween = schedule2.tween;
    if (tween !== tween0) {
      tween1 = (tween0 = tween).slice();
      for (var t = { name, value }, i = 0, n = tween1.length; i < n; ++i) {
        if (tween1[i].name === name) {
          tween1[i] = t;
          break;
        }
      }
      if (i === n) tween1.push(t);
    }
    schedule2.tween = tween1;
  };
}
function transition_tween(name, value) {
  var id2 = this._id;
  name += "";
  if (arguments.length < 2) {
    var tween = get2(this.node(), id2).tween;
    for (var i = 0, n = tween.length, t; i < n; ++i) {
      if ((t = tween[i]).name === name) {
        return t.value;
      }
    }
    return null;
  }
  return this.each((value == null ? tweenRemove : tweenFunction)(id2, name, value));
}
function tweenValue(transition2, name, value) {
  var id2 = transition2._id;
  transition2.each(function() {
    var schedule2 = set2(this, id2);
    (schedule2.value || (schedule2.value = {}))[name] = value.apply(this, arguments);
  });
  return function(node) {
    return get2(node, id2).value[name];
  };
}
function interpolate(a, b) {
  var c2;
  return (typeof b === "number" ? number : b instanceof color ? rgb2 : (c2 = color(b)) ? (b = c2, rgb2) : string)(a, b);
}
function attrRemove2(name) {
  return function() {
    this.removeAttribute(name);
  };
}
function attrRemoveNS2(fullname) {
  return function() {
    this.removeAttributeNS(fullname.space, fullname.local);
  };
}
function attrConstant2(name, interpolate2, value1) {
  var string00, string1 = value1 + "", interpolate0;
  return function() {
    var string0 = this.getAttribute(name);
    return string0 === string1 ? null : string0 === string00 ? interpolate0 : interpolate0 = interpolate2(string00 = string0, value1);
  };
}
function attrConstantNS2(fullname, interpolate2, value1) {
  var string00, string1 = value1 + "", interpolate0;
  return function() {
    var string0 = this.getAttributeNS(fullname.space, fullname.local);
    return string0 === string1 ? null : string0 === string00 ? interpolate0 : interpolate0 = interpolate2(string00 = string0, value1);
  };
}
function attrFunction2(name, interpolate2, value) {
  var string00, string10, interpolate0;
  return function() {
    var string0, value1 = value(this), string1;
    if (value1 == null) return void this.removeAttribute(name);
    string0 = this.getAttribute(name);
    string1 = value1 + "";
    return string0 === string1 ? null : string0 === string00 && string1 === string10 ? interpolate0 : (string10 = string1, interpolate0 = interpolate2(string00 = string0, value1));
  };
}
function attrFunctionNS2(fullname, interpolate2, value) {
  var string00, string10, interpolate0;
  return function() {
    var string0, value1 = value(this), string1;
    if (value1 == null) return void this.removeAttributeNS(fullname.space, fullname.local);
    string0 = this.getAttributeNS(fullname.space, fullname.local);
    string1 = value1 + "";
    return string0 === string1 ? null : string0 === string00 && string1 === string10 ? interpolate0 : (string10 = string1, interpolate0 = interpolate2(string00 = string0, value1));
  };
}
function transition_attr(name, value) {
  var fullname = namespace(name), i = fullname === "transform" ? interpolateTransformSvg : interpolate;
  return this.attrTween(name, typeof value === "function" ? (fullname.local ? attrFunctionNS2 : attrFunction2)(fullname, i, tweenValue(this, "attr." + name, value)) : value == null ? (fullname.local ? attrRemoveNS2 : attrRemove2)(fullname) : (fullname.local ? attrConstantNS2 : attrConstant2)(fullname, i, value));
}
function attrInterpolate(name, i) {
  return function(t) {
    this.setAttribute(name, i.call(this, t));
  };
}
function attrInterpolateNS(fullname, i) {
  return function(t) {
    this.setAttributeNS(fullname.space, fullname.local, i.call(this, t));
  };
}
function attrTweenNS(fullname, value) {
  var t02, i0;
  function tween() {
    var i = value.apply(this, arguments);
    if (i !== i0) t02 = (i0 = i) && attrInterpolateNS(fullname, i);
    return t02;
  }
  tween._value = value;
  return tween;
}
function attrTween(name, value) {
  var t02, i0;
  function tween() {
    var i = value.apply(this, arguments);
    if (i !== i0) t02 = (i0 = i) && attrInterpolate(name, i);
    return t02;
  }
  tween._value = value;
  return tween;
}
function transition_attrTween(name, value) {
  var key = "attr." + name;
  if (arguments.length < 2) return (key = this.tween(key)) && key._value;
  if (value == null) return this.tween(key, null);
  if (typeof value !== "function") throw new Error();
  var fullname = namespace(name);
  return this.tween(key, (fullname.local ? attrTweenNS : attrTween)(fullname, value));
}
function delayFunction(id2, value) {
  return function() {
    init(this, id2).delay = +value.apply(this, arguments);
  };
}
function delayConstant(id2, value) {
  return value = +value, function() {
    init(this, id2).delay = value;
  };
}
function transition_delay(value) {
  var id2 = this._id;
  return arguments.length ? this.each((typeof value === "function" ? delayFunction : delayConstant)(id2, value)) : get2(this.node(), id2).delay;
}
function durationFunction(id2, value) {
  return function() {
    set2(this, id2).duration = +value.apply(this, arguments);
  };
}
function durationConstant(id2, value) {
  return value = +value, function() {
    set2(this, id2).duration = value;
  };
}
function transition_duration(value) {
  var id2 = this._id;
  return arguments.length ? this.each((typeof value === "function" ? durationFunction : durationConstant)(id2, value)) : get2(this.node(), id2).duration;
}
function easeConstant(id2, value) {
  if (typeof value !== "function") throw new Error();
  return function() {
    set2(this, id2).ease = value;
  };
}
function transition_ease(value) {
  var id2 = this._id;
  return arguments.length ? this.each(easeConstant(id2, value)) : get2(this.node(), id2).ease;
}
function easeVarying(id2, value) {
  return function() {
    var v = value.apply(this, arguments);
    if (typeof v !== "function") throw new Error();
    set2(this, id2).ease = v;
  };
}
function transition_easeVarying(value) {
  if (typeof value !== "function") throw new Error();
  return this.each(easeVarying(this._id, value));
}
function transition_filter(match) {
  if (typeof match !== "function") match = matcher(match);
  for (var groups = this._groups, m = groups.length, subgroups = new Array(m), j = 0; j < m; ++j) {
    for (var group2 = groups[j], n = group2.length, subgroup = subgroups[j] = [], node, i = 0; i < n; ++i) {
      if ((node = group2[i]) && match.call(node, node.__data__, i, group2)) {
        subgroup.push(node);
      }
    }
  }
  return new Transition(subgroups, this._parents, this._name, this._id);
}
function transition_merge(transition2) {
  if (transition2._id !== this._id) throw new Error();
  for (var groups0 = this._groups, groups1 = transition2._groups, m0 = groups0.length, m1 = groups1.length, m = Math.min(m0, m1), merges = new Array(m0), j = 0; j < m; ++j) {
    for (var group0 = groups0[j], group1 = groups1[j], n = group0.length, merge = merges[j] = new Array(n), node, i = 0; i < n; ++i) {
      if (node = group0[i] || group1[i]) {
        merge[i] = node;
      }
    }
  }
  for (; j < m0; ++j) {
    merges[j] = groups0[j];
  }
  return new Transition(merges, this._parents, this._name, this._id);
}
function start(name) {
  return (name + "").trim().split(/^|\s+/).every(function(t) {
    var i = t.indexOf(".");
    if (i >= 0) t = t.slice(0, i);
    return !t || t === "start";
  });
}
function onFunction(id2, name, listener) {
  var on0, on1, sit = start(name) ? init : set2;
  return function() {
    var schedule2 = sit(this, id2), on = schedule2.on;
    if (on !== on0) (on1 = (on0 = on).copy()).on(name, listener);
    schedule2.on = on1;
  };
}
function transition_on(name, listener) {
  var id2 = this._id;
  return arguments.length < 2 ? get2(this.node(), id2).on.on(name) : this.each(onFunction(id2, name, listener));
}
function removeFunction(id2) {
  return function() {
    var parent = this.parentNode;
    for (var i in this.__transition) if (+i !== id2) return;
    if (parent) parent.removeChild(this);
  };
}
function transition_remove() {
  return this.on("end.remove", removeFunction(this._id));
}
function transition_select(select3) {
  var name = this._name, id2 = this._id;
  if (typeof select3 !== "function") select3 = selector(select3);
  for (var groups = this._groups, m = groups.length, subgroups = new Array(m), j = 0; j < m; ++j) {
    for (var group2 = groups[j], n = group2.length, subgroup = subgroups[j] = new Array(n), node, subnode, i = 0; i < n; ++i) {
      if ((node = group2[i]) && (subnode = select3.call(node, node.__data__, i, group2))) {
        if ("__data__" in node) subnode.__data__ = node.__data__;
        subgroup[i] = subnode;
        schedule(subgroup[i], name, id2, i, subgroup, get2(node, id2));
      }
    }
  }
  return new Transition(subgroups, this._parents, name, id2);
}
function transition_selectAll(select3) {
  var name = this._name, id2 = this._id;
  if (typeof select3 !== "function") select3 = selectorAll(select3);
  for (var groups = this._groups, m = groups.length, subgroups = [], parents = [], j = 0; j < m; ++j) {
    for (var group2 = groups[j], n = group2.length, node, i = 0; i < n; ++i) {
      if (node = group2[i]) {
        for (var children2 = select3.call(node, node.__data__, i, group2), child, inherit2 = get2(node, id2), k = 0, l = children2.length; k < l; ++k) {
          if (child = children2[k]) {
            schedule(child, name, id2, k, children2, inherit2);
          }
        }
        subgroups.push(children2);
        parents.push(node);
      }
    }
  }
  return new Transition(subgroups, parents, name, id2);
}
var Selection2 = selection.prototype.constructor;
function transition_selection() {
  return new Selection2(this._groups, this._parents);
}
function styleNull(name, interpolate2) {
  var string00, string10, interpolate0;
  return function() {
    var string0 = styleValue(this, name), string1 = (this.style.removeProperty(name), styleValue(this, name));
    return string0 === string1 ? null : string0 === string00 && string1 === string10 ? interpolate0 : interpolate0 = interpolate2(string00 = string0, string10 = string1);
  };
}
function styleRemove2(name) {
  return function() {
    this.style.removeProperty(name);
  };
}
function styleConstant2(name, interpolate2, value1) {
  var string00, string1 = value1 + "", interpolate0;
  return function() {
    var string0 = styleValue(this, name);
    return string0 === string1 ? null : string0 === string00 ? interpolate0 : interpolate0 = interpolate2(string00 = string0, value1);
  };
}
function styleFunction2(name, interpolate2, value) {
  var string00, string10, interpolate0;
  return function() {
    var string0 = styleValue(this, name), value1 = value(this), string1 = value1 + "";
    if (value1 == null) string1 = value1 = (this.style.removeProperty(name), styleValue(this, name));
    return string0 === string1 ? null : string0 === string00 && string1 === string10 ? interpolate0 : (string10 = string1, interpolate0 = interpolate2(string00 = string0, value1));
  };
}
function styleMaybeRemove(id2, name) {
  var on0, on1, listener0, key = "style." + name, event = "end." + key, remove2;
  return function() {
    var schedule2 = set2(this, id2), on = schedule2.on, listener = schedule2.value[key] == null ? remove2 || (remove2 = styleRemove2(name)) : void 0;
    if (on !== on0 || listener0 !== listener) (on1 = (on0 = on).copy()).on(event, listener0 = listener);
    schedule2.on = on1;
  };
}
function transition_style(name, value, priority) {
  var i = (name += "") === "transform" ? interpolateTransformCss : interpolate;
  return value == null ? this.styleTween(name, styleNull(name, i)).on("end.style." + name, styleRemove2(name)) : typeof value === "function" ? this.styleTween(name, styleFunction2(name, i, tweenValue(this, "style." + name, value))).each(styleMaybeRemove(this._id, name)) : this.styleTween(name, styleConstant2(name, i, value), priority).on("end.style." + name, null);
}
function styleInterpolate(name, i, priority) {
  return function(t) {
    this.style.setProperty(name, i.call(this, t), priority);
  };
}
function styleTween(name, value, priority) {
  var t, i0;
  function tween() {
    var i = value.apply(this, arguments);
    if (i !== i0) t = (i0 = i) && styleInterpolate(name, i, priority);
    return t;
  }
  tween._value = value;
  return tween;
}
function transition_styleTween(name, value, priority) {
  var key = "style." + (name += "");
  if (arguments.length < 2) return (key = this.tween(key)) && key._value;
  if (value == null) return this.tween(key, null);
  if (typeof value !== "function") throw new Error();
  return this.tween(key, styleTween(name, value, priority == null ? "" : priority));
}
function textConstant2(value) {
  return function() {
    this.textContent = value;
  };
}
function textFunction2(value) {
  return function() {
    var value1 = value(this);
    this.textContent = value1 == null ? "" : value1;
  };
}
function transition_text(value) {
  return this.tween("text", typeof value === "function" ? textFunction2(tweenValue(this, "text", value)) : textConstant2(value == null ? "" : value + ""));
}
function textInterpolate(i) {
  return function(t) {
    this.textContent = i.call(this, t);
  };
}
function textTween(value) {
  var t02, i0;
  function tween() {
    var i = value.apply(this, arguments);
    if (i !== i0) t02 = (i0 = i) && textInterpolate(i);
    return t02;
  }
  tween._value = value;
  return tween;
}
function transition_textTween(value) {
  var key = "text";
  if (arguments.length < 1) return (key = this.tween(key)) && key._value;
  if (value == null) return this.tween(key, null);
  if (typeof value !== "function") throw new Error();
  return this.tween(key, textTween(value));
}
function transition_transition() {
  var name = this._name, id0 = this._id, id1 = newId();
  for (var groups = this._groups, m = groups.length, j = 0; j < m; ++j) {
    for (var group2 = groups[j], n = group2.length, node, i = 0; i < n; ++i) {
      if (node = group2[i]) {
        var inherit2 = get2(node, id0);
        schedule(node, name, id1, i, group2, {
          time: inherit2.time + inherit2.delay + inherit2.duration,
          delay: 0,
          duration: inherit2.duration,
          ease: inherit2.ease
        });
      }
    }
  }
  return new Transition(groups, this._parents, name, id1);
}
function transition_end() {
  var on0, on1, that = this, id2 = that._id, size = that.size();
  return new Promise(function(resolve, reject) {
    var cancel = { value: reject }, end = { value: function() {
      if (--size === 0) resolve();
    } };
    that.each(function() {
      var schedule2 = set2(this, id2), on = schedule2.on;
      if (on !== on0) {
        on1 = (on0 = on).copy();
        on1._.cancel.push(cancel);
        on1._.interrupt.push(cancel);
        on1._.end.push(end);
      }
      schedule2.on = on1;
    });
    if (size === 0) resolve();
  });
}
var id = 0;
function Transition(groups, parents, name, id2) {
  this._groups = groups;
  this._parents = parents;
  this._name = name;
  this._id = id2;
}
function transition(name) {
  return selection().transition(name);
}
function newId() {
  return ++id;
}
var selection_prototype = selection.prototype;
Transition.prototype = transition.prototype = {
  constructor: Transition,
  select: transition_select,
  selectAll: transition_selectAll,
  selectChild: selection_prototype.selectChild,
  selectChildren: selection_prototype.selectChildren,
  filter: transition_filter,
  merge: transition_merge,
  selection: transition_selection,
  transition: transition_transition,
  call: selection_prototype.call,
  nodes: selection_prototype.nodes,
  node: selection_prototype.node,
  size: selection_prototype.size,
  empty: selection_prototype.empty,
  each: selection_prototype.each,
  on: transition_on,
  attr: transition_attr,
  attrTween: transition_attrTween,
  style: transition_style,
  styleTween: transition_styleTween,
  text: transition_text,
  textTween: transition_textTween,
  remove: transition_remove,
  tween: transition_tween,
  delay: transition_delay,
  duration: transition_duration,
  ease: transition_ease,
  easeVarying: transition_easeVarying,
  end: transition_end,
  [Symbol.iterator]: selection_prototype[Symbol.iterator]
};
var defaultTiming = {
  time: null,
  // Set on use.
  delay: 0,
  duration: 250,
  ease: cubicInOut
};
function inherit(node, id2) {
  var timing;
  while (!(timing = node.__transition) || !(timing = timing[id2])) {
    if (!(node = node.parentNode)) {
      throw new Error(`transition ${id2} not found`);
    }
  }
  return timing;
}
function selection_transition(name) {
  var id2, timing;
  if (name instanceof Transition) {
    id2 = name._id, name = name._name;
  } else {
    id2 = newId(), (timing = defaultTiming).time = now(), name = name == null ? null : name + "";
  }
  for (var groups = this._groups, m = groups.length, j = 0; j < m; ++j) {
    for (var group2 = groups[j], n = group2.length, node, i = 0; i < n; ++i) {
      if (node = group2[i]) {
        schedule(node, name, id2, i, group2, timing || inherit(node, id2));
      }
    }
  }
  return new Transition(groups, this._parents, name, id2);
}
selection.prototype.interrupt = selection_interrupt;
selection.prototype.transition = selection_transition;

// node_modules/d3-zoom/dist/d3-zoom.mjs
var constant3 = (x) => () => x;
function ZoomEvent(type, {
  sourceEvent: sourceEvent2,
  target,
  transform: transform2,
  dispatch: dispatch2
}) {
  Object.defineProperties(this, {
    type: { value: type, enumerable: true, configurable: true },
    sourceEvent: { value: sourceEvent2, enumerable: true, configurable: true },
    target: { value: target, enumerable: true, configurable: true },
    transform: { value: transform2, enumerable: true, configurable: true },
    _: { value: dispatch2 }
  });
}
function Transform(k, x, y) {
  this.k = k;
  this.x = x;
  this.y = y;
}
Transform.prototype = {
  constructor: Transform,
  scale: function(k) {
    return k === 1 ? this : new Transform(this.k * k, this.x, this.y);
  },
  translate: function(x, y) {
    return x === 0 & y === 0 ? this : new Transform(this.k, this.x + this.k * x, this.y + this.k * y);
  },
  apply: function(point) {
    return [point[0] * this.k + this.x, point[1] * this.k + this.y];
  },
  applyX: function(x) {
    return x * this.k + this.x;
  },
  applyY: function(y) {
    return y * this.k + this.y;
  },
  invert: function(location2) {
    return [(location2[0] - this.x) / this.k, (location2[1] - this.y) / this.k];
  },
  invertX: function(x) {
    return (x - this.x) / this.k;
  },
  invertY: function(y) {
    return (y - this.y) / this.k;
  },
  rescaleX: function(x) {
    return x.copy().domain(x.range().map(this.invertX, this).map(x.invert, x));
  },
  rescaleY: function(y) {
    return y.copy().domain(y.range().map(this.invertY, this).map(y.invert, y));
  },
  toString: function() {
    return "translate(" + this.x + "," + this.y + ") scale(" + this.k + ")";
  }
};
var identity2 = new Transform(1, 0, 0);
transform.prototype = Transform.prototype;
function transform(node) {
  while (!node.__zoom) if (!(node = node.parentNode)) return identity2;
  return node.__zoom;
}
function nopropagation(event) {
  event.stopImmediatePropagation();
}
function noevent2(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}
function defaultFilter(event) {
  return (!event.ctrlKey || event.type === "wheel") && !event.button;
}
function defaultExtent() {
  var e = this;
  if (e instanceof SVGElement) {
    e = e.ownerSVGElement || e;
    if (e.hasAttribute("viewBox")) {
      e = e.viewBox.baseVal;
      return [[e.x, e.y], [e.x + e.width, e.y + e.height]];
    }
    return [[0, 0], [e.width.baseVal.value, e.height.baseVal.value]];
  }
  return [[0, 0], [e.clientWidth, e.clientHeight]];
}
function defaultTransform() {
  return this.__zoom || identity2;
}
function defaultWheelDelta(event) {
  return -event.deltaY * (event.deltaMode === 1 ? 0.05 : event.deltaMode ? 1 : 2e-3) * (event.ctrlKey ? 10 : 1);
}
function defaultTouchable() {
  return navigator.maxTouchPoints || "ontouchstart" in this;
}
function defaultConstrain(transform2, extent2, translateExtent) {
  var dx0 = transform2.invertX(extent2[0][0]) - translateExtent[0][0], dx1 = transform2.invertX(extent2[1][0]) - translateExtent[1][0], dy0 = transform2.invertY(extent2[0][1]) - translateExtent[0][1], dy1 = transform2.invertY(extent2[1][1]) - translateExtent[1][1];
  return transform2.translate(
    dx1 > dx0 ? (dx0 + dx1) / 2 : Math.min(0, dx0) || Math.max(0, dx1),
    dy1 > dy0 ? (dy0 + dy1) / 2 : Math.min(0, dy0) || Math.max(0, dy1)
  );
}
function zoom2() {
  var filter2 = defaultFilter, extent2 = defaultExtent, constrain = defaultConstrain, wheelDelta = defaultWheelDelta, touchable = defaultTouchable, scaleExtent = [0, Infinity], translateExtent = [[-Infinity, -Infinity], [Infinity, Infinity]], duration = 250, interpolate2 = zoom, listeners = dispatch("start", "zoom", "end"), touchstarting, touchfirst, touchending, touchDelay = 500, wheelDelay = 150, clickDistance2 = 0, tapDistance = 10;
  function zoom3(selection2) {
    selection2.property("__zoom", defaultTransform).on("wheel.zoom", wheeled, { passive: false }).on("mousedown.zoom", mousedowned).on("dblclick.zoom", dblclicked).filter(touchable).on("touchstart.zoom", touchstarted).on("touchmove.zoom", touchmoved).on("touchend.zoom touchcancel.zoom", touchended).style("-webkit-tap-highlight-color", "rgba(0,0,0,0)");
  }
  zoom3.transform = function(collection, transform2, point, event) {
    var selection2 = collection.selection ? collection.selection() : collection;
    selection2.property("__zoom", defaultTransform);
    if (collection !== selection2) {
      schedule2(collection, transform2, point, event);
    } else {
      selection2.interrupt().each(function() {
        gesture(this, arguments).event(event).start().zoom(null, typeof transform2 === "function" ? transform2.apply(this, arguments) : transform2).end();
      });
    }
  };
  zoom3.scaleBy = function(selection2, k, p, event) {
    zoom3.scaleTo(selection2, function() {
      var k0 = this.__zoom.k, k1 = typeof k === "function" ? k.apply(this, arguments) : k;
      return k0 * k1;
    }, p, event);
  };
  zoom3.scaleTo = function(selection2, k, p, event) {
    zoom3.transform(selection2, function() {
      var e = extent2.apply(this, arguments), t02 = this.__zoom, p0 = p == null ? centroid(e) : typeof p === "function" ? p.apply(this, arguments) : p, p1 = t02.invert(p0), k1 = typeof k === "function" ? k.apply(this, arguments) : k;
      return constrain(translate(scale(t02, k1), p0, p1), e, translateExtent);
    }, p, event);
  };
  zoom3.translateBy = function(selection2, x, y, event) {
    zoom3.transform(selection2, function() {
      return constrain(this.__zoom.translate(
        typeof x === "function" ? x.apply(this, arguments) : x,
        typeof y === "function" ? y.apply(this, arguments) : y
      ), extent2.apply(this, arguments), translateExtent);
    }, null, event);
  };
  zoom3.translateTo = function(selection2, x, y, p, event) {
    zoom3.transform(selection2, function() {
      var e = extent2.apply(this, arguments), t = this.__zoom, p0 = p == null ? centroid(e) : typeof p === "function" ? p.apply(this, arguments) : p;
      return constrain(identity2.translate(p0[0], p0[1]).scale(t.k).translate(
        typeof x === "function" ? -x.apply(this, arguments) : -x,
        typeof y === "function" ? -y.apply(this, arguments) : -y
      ), e, translateExtent);
    }, p, event);
  };
  function scale(transform2, k) {
    k = Math.max(scaleExtent[0], Math.min(scaleExtent[1], k));
    return k === transform2.k ? transform2 : new Transform(k, transform2.x, transform2.y);
  }
  function translate(transform2, p0, p1) {
    var x = p0[0] - p1[0] * transform2.k, y = p0[1] - p1[1] * transform2.k;
    return x === transform2.x && y === transform2.y ? transform2 : new Transform(transform2.k, x, y);
  }
  function centroid(extent3) {
    return [(+extent3[0][0] + +extent3[1][0]) / 2, (+extent3[0][1] + +extent3[1][1]) / 2];
  }
  function schedule2(transition2, transform2, point, event) {
    transition2.on("start.zoom", function() {
      gesture(this, arguments).event(event).start();
    }).on("interrupt.zoom end.zoom", function() {
      gesture(this, arguments).event(event).end();
    }).tween("zoom", function() {
      var that = this, args = arguments, g = gesture(that, args).event(event), e = extent2.apply(that, args), p = point == null ? centroid(e) : typeof point === "function" ? point.apply(that, args) : point, w = Math.max(e[1][0] - e[0][0], e[1][1] - e[0][1]), a = that.__zoom, b = typeof transform2 === "function" ? transform2.apply(that, args) : transform2, i = interpolate2(a.invert(p).concat(w / a.k), b.invert(p).concat(w / b.k));
      return function(t) {
        if (t === 1) t = b;
        else {
          var l = i(t), k = w / l[2];
          t = new Transform(k, p[0] - l[0] * k, p[1] - l[1] * k);
        }
        g.zoom(null, t);
      };
    });
  }
  function gesture(that, args, clean) {
    return !clean && that.__zooming || new Gesture(that, args);
  }
  function Gesture(that, args) {
    this.that = that;
    this.args = args;
    this.active = 0;
    this.sourceEvent = null;
    this.extent = extent2.apply(that, args);
    this.taps = 0;
  }
  Gesture.prototype = {
    event: function(event) {
      if (event) this.sourceEvent = event;
      return this;
    },
    start: function() {
      if (++this.active === 1) {
        this.that.__zooming = this;
        this.emit("start");
      }
      return this;
    },
    zoom: function(key, transform2) {
      if (this.mouse && key !== "mouse") this.mouse[1] = transform2.invert(this.mouse[0]);
      if (this.touch0 && key !== "touch") this.touch0[1] = transform2.invert(this.touch0[0]);
      if (this.touch1 && key !== "touch") this.touch1[1] = transform2.invert(this.touch1[0]);
      this.that.__zoom = transform2;
      this.emit("zoom");
      return this;
    },
    end: function() {
      if (--this.active === 0) {
        delete this.that.__zooming;
        this.emit("end");
      }
      return this;
    },
    emit: function(type) {
      var d = select(this.that).datum();
      listeners.call(
        type,
        this.that,
        new ZoomEvent(type, {
          sourceEvent: this.sourceEvent,
          target: zoom3,
          transform: this.that.__zoom,
          dispatch: listeners
        }),
        d
      );
    }
  };
  function wheeled(event, ...args) {
    if (!filter2.apply(this, arguments)) return;
    var g = gesture(this, args).event(event), t = this.__zoom, k = Math.max(scaleExtent[0], Math.min(scaleExtent[1], t.k * Math.pow(2, wheelDelta.apply(this, arguments)))), p = pointer(event);
    if (g.wheel) {
      if (g.mouse[0][0] !== p[0] || g.mouse[0][1] !== p[1]) {
        g.mouse[1] = t.invert(g.mouse[0] = p);
      }
      clearTimeout(g.wheel);
    } else if (t.k === k) return;
    else {
      g.mouse = [p, t.invert(p)];
      interrupt(this);
      g.start();
    }
    noevent2(event);
    g.wheel = setTimeout(wheelidled, wheelDelay);
    g.zoom("mouse", constrain(translate(scale(t, k), g.mouse[0], g.mouse[1]), g.extent, translateExtent));
    function wheelidled() {
      g.wheel = null;
      g.end();
    }
  }
  function mousedowned(event, ...args) {
    if (touchending || !filter2.apply(this, arguments)) return;
    var currentTarget = event.currentTarget, g = gesture(this, args, true).event(event), v = select(event.view).on("mousemove.zoom", mousemoved, true).on("mouseup.zoom", mouseupped, true), p = pointer(event, currentTarget), x0 = event.clientX, y0 = event.clientY;
    nodrag(event.view);
    nopropagation(event);
    g.mouse = [p, this.__zoom.invert(p)];
    interrupt(this);
    g.start();
    function mousemoved(event2) {
      noevent2(event2);
      if (!g.moved) {
        var dx = event2.clientX - x0, dy = event2.clientY - y0;
        g.moved = dx * dx + dy * dy > clickDistance2;
      }
      g.event(event2).zoom("mouse", constrain(translate(g.that.__zoom, g.mouse[0] = pointer(event2, currentTarget), g.mouse[1]), g.extent, translateExtent));
    }
    function mouseupped(event2) {
      v.on("mousemove.zoom mouseup.zoom", null);
      yesdrag(event2.view, g.moved);
      noevent2(event2);
      g.event(event2).end();
    }
  }
  function dblclicked(event, ...args) {
    if (!filter2.apply(this, arguments)) return;
    var t02 = this.__zoom, p0 = pointer(event.changedTouches ? event.changedTouches[0] : event, this), p1 = t02.invert(p0), k1 = t02.k * (event.shiftKey ? 0.5 : 2), t12 = constrain(translate(scale(t02, k1), p0, p1), extent2.apply(this, args), translateExtent);
    noevent2(event);
    if (duration > 0) select(this).transition().duration(duration).call(schedule2, t12, p0, event);
    else select(this).call(zoom3.transform, t12, p0, event);
  }
  function touchstarted(event, ...args) {
    if (!filter2.apply(this, arguments)) return;
    var touches = event.touches, n = touches.length, g = gesture(this, args, event.changedTouches.length === n).event(event), started2, i, t, p;
    nopropagation(event);
    for (i = 0; i < n; ++i) {
      t = touches[i], p = pointer(t, this);
      p = [p, this.__zoom.invert(p), t.identifier];
      if (!g.touch0) g.touch0 = p, started2 = true, g.taps = 1 + !!touchstarting;
      else if (!g.touch1 && g.touch0[2] !== p[2]) g.touch1 = p, g.taps = 0;
    }
    if (touchstarting) touchstarting = clearTimeout(touchstarting);
    if (started2) {
      if (g.taps < 2) touchfirst = p[0], touchstarting = setTimeout(function() {
        touchstarting = null;
      }, touchDelay);
      interrupt(this);
      g.start();
    }
  }
  function touchmoved(event, ...args) {
    if (!this.__zooming) return;
    var g = gesture(this, args).event(event), touches = event.changedTouches, n = touches.length, i, t, p, l;
    noevent2(event);
    for (i = 0; i < n; ++i) {
      t = touches[i], p = pointer(t, this);
      if (g.touch0 && g.touch0[2] === t.identifier) g.touch0[0] = p;
      else if (g.touch1 && g.touch1[2] === t.identifier) g.touch1[0] = p;
    }
    t = g.that.__zoom;
    if (g.touch1) {
      var p0 = g.touch0[0], l0 = g.touch0[1], p1 = g.touch1[0], l1 = g.touch1[1], dp = (dp = p1[0] - p0[0]) * dp + (dp = p1[1] - p0[1]) * dp, dl = (dl = l1[0] - l0[0]) * dl + (dl = l1[1] - l0[1]) * dl;
      t = scale(t, Math.sqrt(dp / dl));
      p = [(p0[0] + p1[0]) / 2, (p0[1] + p1[1]) / 2];
      l = [(l0[0] + l1[0]) / 2, (l0[1] + l1[1]) / 2];
    } else if (g.touch0) p = g.touch0[0], l = g.touch0[1];
    else return;
    g.zoom("touch", constrain(translate(t, p, l), g.extent, translateExtent));
  }
  function touchended(event, ...args) {
    if (!this.__zooming) return;
    var g = gesture(this, args).event(event), touches = event.changedTouches, n = touches.length, i, t;
    nopropagation(event);
    if (touchending) clearTimeout(touchending);
    touchending = setTimeout(function() {
      touchending = null;
    }, touchDelay);
    for (i = 0; i < n; ++i) {
      t = touches[i];
      if (g.touch0 && g.touch0[2] === t.identifier) delete g.touch0;
      else if (g.touch1 && g.touch1[2] === t.identifier) delete g.touch1;
    }
    if (g.touch1 && !g.touch0) g.touch0 = g.touch1, delete g.touch1;
    if (g.touch0) g.touch0[1] = this.__zoom.invert(g.touch0[0]);
    else {
      g.end();
      if (g.taps === 2) {
        t = pointer(t, this);
        if (Math.hypot(touchfirst[0] - t[0], touchfirst[1] - t[1]) < tapDistance) {
          var p = select(this).on("dblclick.zoom");
          if (p) p.apply(this, arguments);
        }
      }
    }
  }
  zoom3.wheelDelta = function(_) {
    return arguments.length ? (wheelDelta = typeof _ === "function" ? _ : constant3(+_), zoom3) : wheelDelta;
  };
  zoom3.filter = function(_) {
    return arguments.length ? (filter2 = typeof _ === "function" ? _ : constant3(!!_), zoom3) : filter2;
  };
  zoom3.touchable = function(_) {
    return arguments.length ? (touchable = typeof _ === "function" ? _ : constant3(!!_), zoom3) : touchable;
  };
  zoom3.extent = function(_) {
    return arguments.length ? (extent2 = typeof _ === "function" ? _ : constant3([[+_[0][0], +_[0][1]], [+_[1][0], +_[1][1]]]), zoom3) : extent2;
  };
  zoom3.scaleExtent = function(_) {
    return arguments.length ? (scaleExtent[0] = +_[0], scaleExtent[1] = +_[1], zoom3) : [scaleExtent[0], scaleExtent[1]];
  };
  zoom3.translateExtent = function(_) {
    return arguments.length ? (translateExtent[0][0] = +_[0][0], translateExtent[1][0] = +_[1][0], translateExtent[0][1] = +_[0][1], translateExtent[1][1] = +_[1][1], zoom3) : [[translateExtent[0][0], translateExtent[0][1]], [translateExtent[1][0], translateExtent[1][1]]];
  };
  zoom3.constrain = function(_) {
    return arguments.length ? (constrain = _, zoom3) : constrain;
  };
  zoom3.duration = function(_) {
    return arguments.length ? (duration = +_, zoom3) : duration;
  };
  zoom3.interpolate = function(_) {
    return arguments.length ? (interpolate2 = _, zoom3) : interpolate2;
  };
  zoom3.on = function() {
    var value = listeners.on.apply(listeners, arguments);
    return value === listeners ? zoom3 : value;
  };
  zoom3.clickDistance = function(_) {
    return arguments.length ? (clickDistance2 = (_ = +_) * _, zoom3) : Math.sqrt(clickDistance2);
  };
  zoom3.tapDistance = function(_) {
    return arguments.length ? (tapDistance = +_, zoom3) : tapDistance;
  };
  return zoom3;
}

// src/text/number-text.ts
function numberText(value) {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return String(value);
  const short2 = shortest(value);
  const size = Math.abs(short2);
  if (size >= 1e-4 && size < 1e16) return String(short2);
  const [digits2, exponent2] = short2.toExponential().split("e");
  const power = Number(exponent2);
  return `${digits2}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}
function shortest(value) {
  for (let digits2 = spelled(value, 7) === null ? 8 : 1; digits2 < 9; digits2++) {
    const short2 = spelled(value, digits2);
    if (short2 !== null) return short2;
  }
  return spelled(value, 9) ?? value;
}
function spelled(value, digits2) {
  const up = Number(value.toPrecision(digits2));
  if (Math.fround(up) !== value) return null;
  if (!Number.isInteger(value * 2 ** 14)) return up;
  const longer = value.toExponential(digits2);
  const [mantissa, exponent2] = longer.split("e");
  if (!/[02468]\.?5$/.test(mantissa) || Number(longer) !== value) return up;
  const even = Number(`${mantissa.slice(0, -1)}e${exponent2}`);
  return Math.fround(even) === value ? even : null;
}

// src/text/numbers.ts
function significant(value, digits2) {
  return Number(value.toPrecision(digits2));
}
var [HUGE, TINY] = [1e15, 1e-4];
function written(value, digits2, locale) {
  const size = Math.abs(value);
  const maximumSignificantDigits = Number.isInteger(value) && size < HUGE ? 16 : digits2;
  const notation = Number.isFinite(value) && size > 0 && (size >= HUGE || size < TINY) ? "scientific" : "standard";
  return value.toLocaleString(locale, { maximumSignificantDigits, notation });
}
function writtenWhole(value, locale) {
  return written(Number(numberText(value)), 16, locale);
}
function clamp(value, low = 0, high = 1) {
  return Math.min(Math.max(value, low), high);
}
function fixed(value) {
  const first = value === 0 ? 3 : Math.ceil(-Math.log10(Math.abs(value)));
  return value.toFixed(first <= 6 ? Math.max(first, 3) : 3);
}
function percent(share) {
  return `${(100 * clamp(share)).toFixed(1)}%`;
}

// src/camera/camera.ts
var MARGIN = 0.06;
function takesWheel(event, surface) {
  return event.ctrlKey || event.metaKey || surface.getRootNode().activeElement === surface;
}
var MOST_SCALE = 1e3;
var BEYOND = 0.45;
var [SHORTEST_FLIGHT_MS, FLIGHT_MS] = [250, 900];
function createCamera(surface, world, onMove, takes = () => true) {
  let width = 1;
  let height = 1;
  let edges = { left: 0, right: 0, top: 0, bottom: 0 };
  let transform2 = identity2;
  let flight = 0;
  let goal = null;
  const land = () => {
    cancelAnimationFrame(flight);
    goal = null;
  };
  let sized = false;
  let wanted = null;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const aside = () => [(edges.left - edges.right) / 2, (edges.top - edges.bottom) / 2];
  const bounded = (wanted2) => {
    const kept = (at, middle, size, side) => {
      const beyond = BEYOND * size / wanted2.k;
      return middle - clamp((middle - at) / wanted2.k, -beyond, side + beyond) * wanted2.k;
    };
    const [dx, dy] = aside();
    const x = kept(wanted2.x, width / 2 + dx, width, world.width);
    const y = kept(wanted2.y, height / 2 + dy, height, world.height);
    return identity2.translate(x, y).scale(wanted2.k);
  };
  const target = select(surface);
  const behavior = zoom2().extent(() => [
    [0, 0],
    [width, height]
  ]).filter(
    (event) => event.type === "wheel" ? takes(event) && !event.shiftKey : !event.ctrlKey && !event.button && !event.shiftKey
  ).clickDistance(4).scaleExtent([0, MOST_SCALE]).constrain((wanted2) => bounded(wanted2)).on("start", (event) => {
    if (event.sourceEvent) land();
  }).on("zoom", (event) => {
    transform2 = event.transform;
    onMove();
  });
  target.call(behavior).on("dblclick.zoom", null);
  const home = () => {
    const spread2 = Math.max(world.width, 1);
    const tall = Math.max(world.height, 1);
    const { left, right, top, bottom } = edges;
    const free = [Math.max(width - left - right, 1), Math.max(height - top - bottom, 1)];
    const scale = (1 - 2 * MARGIN) * Math.min(free[0] / spread2, free[1] / tall);
    return { x: world.width / 2 + (right - left) / 2 / scale, y: world.height / 2 + (bottom - top) / 2 / scale, scale };
  };
  const current = () => {
    const [x, y] = transform2.invert([width / 2, height / 2]);
    return { x, y, scale: transform2.k };
  };
  const look2 = (view2) => {
    if (!(view2.scale > 0 && view2.scale < Infinity)) return false;
    const [least, most] = behavior.scaleExtent();
    const scale = clamp(view2.scale, least, most);
    const next = identity2.translate(width / 2 - view2.x * scale, height / 2 - view2.y * scale).scale(scale);
    if (!Number.isFinite(next.x) || !Number.isFinite(next.y)) return false;
    behavior.transform(target, bounded(next));
    return true;
  };
  const lookSoon = (view2) => {
    if (!sized) wanted = view2;
    return look2(typeof view2 === "function" ? view2() : view2);
  };
  const fly = (view2) => {
    land();
    if (still.matches || !sized) return void lookSoon(view2);
    goal = view2;
    const from = current();
    const path = zoom([from.x, from.y, width / from.scale], [view2.x, view2.y, width / view2.scale]);
    const duration = clamp(path.duration * 0.6, SHORTEST_FLIGHT_MS, FLIGHT_MS);
    const began = performance.now();
    const step = () => {
      const t = Math.min(1, (performance.now() - began) / duration);
      const [x, y, span] = path(t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) * (1 - t));
      look2({ x, y, scale: width / span });
      if (t < 1) return void (flight = requestAnimationFrame(step));
      goal = null;
      look2(view2);
    };
    flight = requestAnimationFrame(step);
  };
  return {
    get view() {
      return current();
    },
    get width() {
      return width;
    },
    get height() {
      return height;
    },
    get sized() {
      return sized;
    },
    get home() {
      return home();
    },
    get aside() {
      return aside();
    },
    get maxScale() {
      return behavior.scaleExtent()[1];
    },
    toScreen: (x, y) => transform2.apply([x, y]),
    toWorld: (px, py) => transform2.invert([px, py]),
    resize(newWidth, newHeight, covered = edges) {
      if (newWidth < 1 || newHeight < 1) return;
      const before = current();
      const homeScale = home().scale;
      const first = !sized;
      const { left, right, top } = covered;
      const isLower = left === edges.left && right === edges.right && top === edges.top;
      const rise = isLower && newWidth === width && newHeight === height ? (covered.bottom - edges.bottom) / 2 : 0;
      const after = (view2) => Math.abs(view2.scale / homeScale - 1) < 1e-3 ? home() : { ...view2, y: view2.y + rise / view2.scale };
      sized = true;
      width = newWidth;
      height = newHeight;
      edges = covered;
      const [, most] = behavior.scaleExtent();
      behavior.scaleExtent([home().scale / 2, most]);
      if (first && wanted && lookSoon(wanted)) return;
      const to = rise === 0 ? null : goal;
      look2(first ? home() : after(before));
      if (to) fly(after(to));
    },
    look(view2) {
      land();
      lookSoon(view2);
    },
    fly,
    zoomBy(factor) {
      const from = goal ?? current();
      const [least, most] = behavior.scaleExtent();
      const scale = clamp(from.scale * factor, least, most);
      const part = 1 / from.scale - 1 / scale;
      const [dx, dy] = aside();
      fly({ x: from.x + dx * part, y: from.y + dy * part, scale });
    },
    panBy(px, py) {
      land();
      const view2 = current();
      look2({ ...view2, x: view2.x + px / view2.scale, y: view2.y + py / view2.scale });
    },
    limit(maxScale) {
      const [least] = behavior.scaleExtent();
      behavior.scaleExtent([least, Math.max(maxScale, 8 * least)]);
      if (sized && transform2.k > behavior.scaleExtent()[1]) look2(current());
    },
    destroy() {
      land();
      target.on(".zoom", null);
    }
  };
}

// src/data/neighbors.ts
function neighborsOf2(data, row) {
  return Array.from({ length: data.k }, (_, j) => {
    const distance = data.distances[row * data.k + j];
    return {
      row: data.neighbors[row * data.k + j],
      rank: j + 1,
      distance,
      similarity: data.metric === "cosine" ? 1 - distance : null
    };
  });
}
function keptOf(data, row) {
  const column = data.columns.find(({ name, categories }) => name === "kept" && !categories);
  const k = Math.min(RECALL_AT, Math.max(1, Math.floor(data.n / RECALL_SHARE)), data.k);
  const n = (column?.values[row] ?? NaN) * k;
  return Math.abs(n - Math.round(n)) < 0.01 && n >= 0 && n <= k + 0.01 ? { n: Math.round(n), k } : null;
}

// src/camera/framing.ts
var SHARE = 0.6;
var REACH = 0.7;
var CLOSE = 150;
var FARTHER = 7;
var READ = 80;
var READ_AREA = 7500;
var FEWEST_READ = 10;
var FEW = 0.75;
var NEARER = 2;
var BACK = 1.05;
var EDGE = 48;
var FILLED = 0.8;
function framed(data, row, screen, room, read) {
  const [halfWidth, halfHeight] = [(room.right - room.left) / 2, (room.bottom - room.top) / 2];
  const scales2 = neighborsOf2(data, row).map(
    ({ row: other }) => Math.min(halfWidth / Math.abs(data.x[other] - data.x[row]), halfHeight / Math.abs(data.y[other] - data.y[row]))
  ).sort((a, b) => b - a);
  const close = screen.home.scale * Math.max(1, Math.sqrt(data.n / CLOSE));
  const wanted = REACH * (scales2[Math.ceil(SHARE * scales2.length) - 1] ?? close);
  const least = Math.max(screen.home.scale, close / FARTHER);
  const [x, y] = [data.x[row], data.y[row]];
  const enough = clamp(4 * halfWidth * halfHeight / READ_AREA, FEWEST_READ, READ);
  const countAt = (scale2) => {
    const [dx, dy] = [halfWidth / scale2, halfHeight / scale2];
    return Math.min(enough, read(x - dx, y - dy, x + dx, y + dy, scale2));
  };
  const first = Math.max(least, Math.min(wanted, screen.maxScale));
  let [scale, most] = [first, countAt(first)];
  const tryAt = (other) => {
    const count2 = countAt(other);
    if (count2 > most) [scale, most] = [other, count2];
  };
  for (let back = scale / BACK; most < enough && back > least; back /= BACK) tryAt(back);
  const nearest = Math.min(NEARER * first, screen.maxScale);
  for (let near = first * BACK; most < FEW * enough && near < nearest; near *= BACK) tryAt(near);
  return withPlaceAt(data, row, scale, (room.left + room.right) / 2, (room.top + room.bottom) / 2, screen);
}
function framedPlace({ x, y, span }, screen, room, least = 2 * screen.view.scale) {
  const side = Math.min(room.right - room.left, room.bottom - room.top);
  const scale = Math.min(Math.max(FILLED * side / span, least), screen.maxScale);
  const { width, height } = screen;
  return {
    x: x + (width / 2 - (room.left + room.right) / 2) / scale,
    y: y + (height / 2 - (room.top + room.bottom) / 2) / scale,
    scale
  };
}
function framedAll(data, rows, screen, room, apart2 = EDGE) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < rows.length; i++) {
    const [x2, y2] = [data.x[rows[i]], data.y[rows[i]]];
    [left, top] = [Math.min(left, x2), Math.min(top, y2)];
    [right, bottom] = [Math.max(right, x2), Math.max(bottom, y2)];
  }
  const side = (low, high) => Math.max(high - low - 2 * apart2, (high - low) / 2);
  const scale = Math.min(
    side(room.left, room.right) / Math.max(right - left, 1),
    side(room.top, room.bottom) / Math.max(bottom - top, 1),
    screen.maxScale
  );
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const { width, height } = screen;
  return {
    x: x + (width / 2 - (room.left + room.right) / 2) / scale,
    y: y + (height / 2 - (room.top + room.bottom) / 2) / scale,
    scale
  };
}
function uncovered(data, row, screen, room) {
  const { view: view2, width, height } = screen;
  const x = width / 2 + (data.x[row] - view2.x) * view2.scale;
  const y = height / 2 + (data.y[row] - view2.y) * view2.scale;
  if (x < 0 || y < 0 || x > width || y > height) return null;
  if (x >= room.left && x <= room.right && y >= room.top && y <= room.bottom) return null;
  const into = (value, low, high) => {
    const edge = Math.min(EDGE, (high - low) / 2);
    return clamp(value, low + edge, high - edge);
  };
  return withPlaceAt(data, row, view2.scale, into(x, room.left, room.right), into(y, room.top, room.bottom), screen);
}
function withPlaceAt(data, row, scale, px, py, { width, height }) {
  return { x: data.x[row] + (width / 2 - px) / scale, y: data.y[row] + (height / 2 - py) / scale, scale };
}

// src/colors/place.ts
var PLACE = BY_PLACE;
var known = /* @__PURE__ */ new WeakMap();
function around(points) {
  const found = known.get(points) ?? measured(points);
  known.set(points, found);
  return found;
}
function measured({ n, height, ...points }) {
  const grid = points.colored ?? points.grid;
  const middle = (values) => values.reduce((sum2, value) => sum2 + value, 0) / Math.max(n, 1);
  const [cx, cy] = [middle(grid.subarray(0, n)), height - middle(grid.subarray(n, 2 * n))];
  const step = Math.max(1, Math.floor(n / SCALE_SAMPLE));
  const away = Float64Array.from(
    { length: Math.ceil(n / step) },
    (_, i) => Math.hypot(grid[i * step] - cx, height - grid[n + i * step] - cy)
  ).sort();
  return { cx, cy, reach: away[Math.floor(PLACE_INSIDE * (away.length - 1))] || away[away.length - 1] || 1 };
}
function polar({ cx, cy, reach }, x, y) {
  return [(Math.atan2(y - cy, x - cx) / (2 * Math.PI) + 1) % 1, clamp(Math.hypot(x - cx, y - cy) / reach)];
}
function paintPlace(points, theme, into) {
  const { n, height } = points;
  const grid = points.colored ?? points.grid;
  const middle = around(points);
  const colors2 = wheel(theme);
  for (let row = 0; row < n; row++) {
    const [turn, far] = polar(middle, grid[row], height - grid[n + row]);
    const ring2 = Math.round((PLACE_RINGS - 1) * far);
    into.set(colors2[ring2 * PLACE_HUES + Math.round(turn * PLACE_HUES) % PLACE_HUES], 4 * row);
  }
}
function nameColor(points, theme, x, y) {
  const [turn, far] = polar(around(points), x, y);
  const hue = Math.round(turn * PLACE_HUES) / PLACE_HUES * 2 * Math.PI;
  return oklch(NAME_LIGHTNESS[theme.name], NAME_CHROMA * Math.sqrt(far), hue);
}
function wheel(theme) {
  const [least, most] = PLACE_CHROMA;
  return Array.from({ length: PLACE_RINGS * PLACE_HUES }, (_, at) => {
    const chroma = least + (most - least) * Math.floor(at / PLACE_HUES) / (PLACE_RINGS - 1);
    const hue = at % PLACE_HUES / PLACE_HUES * 2 * Math.PI;
    const tilt = PLACE_TILT * chroma / most * Math.cos(hue - PLACE_LIGHTEST * Math.PI / 180);
    return oklch(PLACE_LIGHTNESS[theme.name] + tilt, chroma, hue);
  });
}
function oklch(lightness, chroma, hue) {
  for (let c2 = chroma; ; c2 -= 5e-3) {
    const linear2 = linearOf(lightness, c2 * Math.cos(hue), c2 * Math.sin(hue));
    if (c2 <= 0 || linear2.every((part) => part >= 0 && part <= 1)) {
      const [r, g, b] = linear2.map((part) => Math.round(255 * encoded(clamp(part))));
      return [r, g, b];
    }
  }
}
function linearOf(lightness, a, b) {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s
  ];
}
function encoded(linear2) {
  return linear2 <= 31308e-7 ? 12.92 * linear2 : 1.055 * linear2 ** (1 / 2.4) - 0.055;
}

// src/colors/theme.ts
var LIGHT = {
  name: "light",
  sea: [224, 231, 237],
  land: [
    [251, 250, 247],
    [247, 244, 237],
    [242, 237, 226],
    [236, 230, 216]
  ],
  coast: [168, 182, 194],
  ink: "#1c2530",
  halo: "rgba(255,255,255,0.85)",
  faint: "#9aa1a9",
  region: "#5b6673",
  accent: "#b3261e",
  accentHalo: "rgba(255,255,255,0.95)",
  stranger: "#7a8288",
  dim: [221, 221, 217],
  unknown: [190, 190, 188],
  panels: {
    paper: "#ffffffee",
    solid: "#ffffff",
    soft: "#5a6572",
    line: "#1c253018",
    hover: "#1c25300d",
    bar: "#b3261e1f",
    focus: "#0b57d0"
  }
};
var DARK = {
  name: "dark",
  sea: [9, 12, 18],
  land: [
    [19, 24, 32],
    [26, 33, 43],
    [33, 42, 54],
    [41, 51, 65]
  ],
  coast: [62, 78, 96],
  ink: "#e8ebef",
  halo: "rgba(16,20,26,0.85)",
  faint: "#5d6671",
  region: "#9aa7b6",
  accent: "#ffb199",
  accentHalo: "rgba(14,17,22,0.95)",
  stranger: "#87919c",
  dim: [55, 61, 70],
  unknown: [86, 92, 100],
  panels: {
    paper: "#1a1f27ee",
    solid: "#1a1f27",
    soft: "#a2acb8",
    line: "#e8ebef1f",
    hover: "#e8ebef12",
    bar: "#ffb19926",
    focus: "#8ab4f8"
  }
};
var css = ([r, g, b]) => `rgb(${r}, ${g}, ${b})`;
var PROPERTIES = [LIGHT, DARK].map((theme) => {
  const { sea, ink, accent, panels } = theme;
  const colors2 = Object.entries({ sea: css(sea), ink, accent, ...panels });
  const lines = [`color-scheme: ${theme.name};`, ...colors2.map(([name, color2]) => `--${name}: ${color2};`)];
  return `.lexiscape[data-theme="${theme.name}"] {
  ${lines.join("\n  ")}
}
`;
}).join("\n");

// src/text/ranges.ts
function classOf(ranges) {
  return ranges.map(([first, last]) => `${escaped(first)}-${escaped(last)}`).join("");
}
function escaped(code) {
  return code > 65535 ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

// src/text/folding.ts
var KATAKANA = new RegExp(`[${classOf(FOLDED_KANA)}]`, "g");
var PLAIN = /^[\u0000-\u007f]*$/;
function fold(text3) {
  if (PLAIN.test(text3)) return text3.toLowerCase();
  return text3.normalize("NFKC").toUpperCase().toLowerCase().replaceAll("ς", "σ").normalize("NFKC").replace(KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - 96));
}

// src/data/pattern.ts
function patternIn(query2) {
  const [, source, flags] = /^\/(.+)\/([imsu]*)$/s.exec(query2.trim()) ?? [];
  return source === void 0 ? null : { source, flags };
}
function compile({ source, flags }) {
  try {
    return new RegExp(source, flags.includes("u") ? flags : `${flags}u`);
  } catch (error) {
    if (/\\p\{/i.test(source)) throw error;
    return new RegExp(source, flags);
  }
}
function rowsOf(pattern, { readable, raw }) {
  const expression = compile(pattern);
  const rows = [];
  readable.forEach((text3, row) => {
    if (expression.test(raw[row]) || expression.test(text3)) rows.push(row);
  });
  return Uint32Array.from(rows);
}

// src/data/search.ts
var NOTHING = { rows: new Uint32Array(0), error: null, pattern: null };
function createSearch(data) {
  const readable = [];
  const raw = [];
  const prepare2 = (rows) => {
    const end = Math.min(data.n, readable.length + rows);
    for (let i = readable.length; i < end; i++) {
      readable.push(fold(data.readable[i]));
      raw.push(data.raw[i] === data.readable[i] ? readable[i] : fold(data.raw[i]));
    }
    return end === data.n;
  };
  let last = null;
  const search = (query2) => {
    if (query2.trim() === "") return NOTHING;
    const pattern = patternIn(query2);
    if (pattern) return byPattern(pattern);
    prepare2(data.n);
    const wanted = fold(query2.trim());
    const tiers = [[], [], [], []];
    const look2 = (i) => {
      const text3 = readable[i];
      const at = text3.indexOf(wanted);
      if (at > 0 || at < 0 && raw[i] !== text3 && raw[i].includes(wanted)) tiers[3].push(i);
      else if (at === 0 && text3.length > wanted.length) tiers[2].push(i);
      else if (at === 0) tiers[data.readable[i] === query2 ? 0 : 1].push(i);
    };
    if (last && wanted.includes(last.wanted)) last.rows.forEach(look2);
    else for (let i = 0; i < data.n; i++) look2(i);
    const rows = Uint32Array.from(tiers.flat());
    last = { wanted, rows: rows.slice().sort() };
    return { rows, error: null, pattern: null };
  };
  return Object.assign(search, { prepare: prepare2 });
}
function byPattern(pattern) {
  try {
    compile(pattern);
  } catch (error) {
    const message = error.message;
    return { ...NOTHING, error: message.slice(message.lastIndexOf(": ") + 1).trim() };
  }
  return { ...NOTHING, pattern };
}

// src/data/still.ts
function become(data, { grid, x, y, near, columns: columns2, meta }) {
  data.colored ??= data.grid.slice();
  data.grid.set(grid);
  data.x.set(x);
  data.y.set(y);
  if (near) {
    data.neighbors.set(near.neighbors);
    data.distances.set(near.distances);
  }
  const all = data.columns;
  for (const column of columns2) {
    const place2 = all.findIndex(({ name }) => name === column.name);
    if (place2 >= 0) all[place2] = column;
  }
  Object.assign(data.meta, meta);
}

// src/data/twins.ts
var known2 = /* @__PURE__ */ new WeakMap();
function hasTwin(data, row) {
  learnTwins(data, Infinity);
  return known2.get(data)?.doubled.has(data.readable[row]) ?? false;
}
function distinctOf(data, row) {
  return (hasTwin(data, row) ? data.raw : data.readable)[row];
}
function learnTwins(data, rows) {
  const { readable } = data;
  const so = known2.get(data) ?? { seen: /* @__PURE__ */ new Set(), doubled: /* @__PURE__ */ new Set(), rows: 0 };
  known2.set(data, so);
  const end = Math.min(readable.length, so.rows + rows);
  for (; so.rows < end; so.rows++) {
    const text3 = readable[so.rows];
    if (so.seen.has(text3)) so.doubled.add(text3);
    else so.seen.add(text3);
  }
  if (end === readable.length) so.seen.clear();
  return end === readable.length;
}

// src/state/pins.ts
function togglePin(store, row) {
  const { pins } = store.state;
  if (pins.includes(row)) store.set({ pins: pins.filter((one2) => one2 !== row) });
  else if (row >= 0 && pins.length < MOST_PINS) store.set({ pins: [...pins, row] });
}

// src/state/state.ts
var TEXT_SIZES = [1, 1.25, 1.5, 2];
var PRESENTED = 1.5;
var enlargement = ({ textSize, presenting }) => textSize * (presenting ? PRESENTED : 1);
var nextTextSize = (size) => TEXT_SIZES.find((next) => next > size) ?? TEXT_SIZES[0];
var NOTHING_CHOSEN = {
  colorBy: "",
  query: "",
  hover: -1,
  selected: -1,
  picked: null,
  pins: [],
  road: null,
  trails: null,
  filters: {},
  outlined: false,
  tool: "move",
  textSize: 1,
  presenting: false,
  stops: [],
  stop: -1,
  mode: "column",
  theme: "auto",
  locale: "en"
};
var INITIAL = {
  ...NOTHING_CHOSEN,
  matches: null,
  pattern: "done",
  landed: false,
  columns: 0,
  masks: {}
};
var CHOSEN = Object.keys(NOTHING_CHOSEN);

// node_modules/d3-scale-chromatic/dist/d3-scale-chromatic.mjs
function colors(specifier) {
  var n = specifier.length / 6 | 0, colors2 = new Array(n), i = 0;
  while (i < n) colors2[i] = "#" + specifier.slice(i * 6, ++i * 6);
  return colors2;
}
var category10 = colors("1f77b4ff7f0e2ca02cd627289467bd8c564be377c27f7f7fbcbd2217becf");
var Accent = colors("7fc97fbeaed4fdc086ffff99386cb0f0027fbf5b17666666");
var Dark2 = colors("1b9e77d95f027570b3e7298a66a61ee6ab02a6761d666666");
var observable10 = colors("4269d0efb118ff725c6cc5b03ca951ff8ab7a463f297bbf59c6b4e9498a0");
var Paired = colors("a6cee31f78b4b2df8a33a02cfb9a99e31a1cfdbf6fff7f00cab2d66a3d9affff99b15928");
var Pastel1 = colors("fbb4aeb3cde3ccebc5decbe4fed9a6ffffcce5d8bdfddaecf2f2f2");
var Pastel2 = colors("b3e2cdfdcdaccbd5e8f4cae4e6f5c9fff2aef1e2cccccccc");
var Set1 = colors("e41a1c377eb84daf4a984ea3ff7f00ffff33a65628f781bf999999");
var Set2 = colors("66c2a5fc8d628da0cbe78ac3a6d854ffd92fe5c494b3b3b3");
var Set3 = colors("8dd3c7ffffb3bebadafb807280b1d3fdb462b3de69fccde5d9d9d9bc80bdccebc5ffed6f");
var Tableau10 = colors("4e79a7f28e2ce1575976b7b259a14fedc949af7aa1ff9da79c755fbab0ab");
var ramp$1 = (scheme2) => rgbBasis(scheme2[scheme2.length - 1]);
var scheme$q = new Array(3).concat(
  "d8b365f5f5f55ab4ac",
  "a6611adfc27d80cdc1018571",
  "a6611adfc27df5f5f580cdc1018571",
  "8c510ad8b365f6e8c3c7eae55ab4ac01665e",
  "8c510ad8b365f6e8c3f5f5f5c7eae55ab4ac01665e",
  "8c510abf812ddfc27df6e8c3c7eae580cdc135978f01665e",
  "8c510abf812ddfc27df6e8c3f5f5f5c7eae580cdc135978f01665e",
  "5430058c510abf812ddfc27df6e8c3c7eae580cdc135978f01665e003c30",
  "5430058c510abf812ddfc27df6e8c3f5f5f5c7eae580cdc135978f01665e003c30"
).map(colors);
var BrBG = ramp$1(scheme$q);
var scheme$p = new Array(3).concat(
  "af8dc3f7f7f77fbf7b",
  "7b3294c2a5cfa6dba0008837",
  "7b3294c2a5cff7f7f7a6dba0008837",
  "762a83af8dc3e7d4e8d9f0d37fbf7b1b7837",
  "762a83af8dc3e7d4e8f7f7f7d9f0d37fbf7b1b7837",
  "762a839970abc2a5cfe7d4e8d9f0d3a6dba05aae611b7837",
  "762a839970abc2a5cfe7d4e8f7f7f7d9f0d3a6dba05aae611b7837",
  "40004b762a839970abc2a5cfe7d4e8d9f0d3a6dba05aae611b783700441b",
  "40004b762a839970abc2a5cfe7d4e8f7f7f7d9f0d3a6dba05aae611b783700441b"
).map(colors);
var PRGn = ramp$1(scheme$p);
var scheme$o = new Array(3).concat(
  "e9a3c9f7f7f7a1d76a",
  "d01c8bf1b6dab8e1864dac26",
  "d01c8bf1b6daf7f7f7b8e1864dac26",
  "c51b7de9a3c9fde0efe6f5d0a1d76a4d9221",
  "c51b7de9a3c9fde0eff7f7f7e6f5d0a1d76a4d9221",
  "c51b7dde77aef1b6dafde0efe6f5d0b8e1867fbc414d9221",
  "c51b7dde77aef1b6dafde0eff7f7f7e6f5d0b8e1867fbc414d9221",
  "8e0152c51b7dde77aef1b6dafde0efe6f5d0b8e1867fbc414d9221276419",
  "8e0152c51b7dde77aef1b6dafde0eff7f7f7e6f5d0b8e1867fbc414d9221276419"
).map(colors);
var PiYG = ramp$1(scheme$o);
var scheme$n = new Array(3).concat(
  "998ec3f7f7f7f1a340",
  "5e3c99b2abd2fdb863e66101",
  "5e3c99b2abd2f7f7f7fdb863e66101",
  "542788998ec3d8daebfee0b6f1a340b35806",
  "542788998ec3d8daebf7f7f7fee0b6f1a340b35806",
  "5427888073acb2abd2d8daebfee0b6fdb863e08214b35806",
  "5427888073acb2abd2d8daebf7f7f7fee0b6fdb863e08214b35806",
  "2d004b5427888073acb2abd2d8daebfee0b6fdb863e08214b358067f3b08",
  "2d004b5427888073acb2abd2d8daebf7f7f7fee0b6fdb863e08214b358067f3b08"
).map(colors);
var PuOr = ramp$1(scheme$n);
var scheme$m = new Array(3).concat(
  "ef8a62f7f7f767a9cf",
  "ca0020f4a58292c5de0571b0",
  "ca0020f4a582f7f7f792c5de0571b0",
  "b2182bef8a62fddbc7d1e5f067a9cf2166ac",
  "b2182bef8a62fddbc7f7f7f7d1e5f067a9cf2166ac",
  "b2182bd6604df4a582fddbc7d1e5f092c5de4393c32166ac",
  "b2182bd6604df4a582fddbc7f7f7f7d1e5f092c5de4393c32166ac",
  "67001fb2182bd6604df4a582fddbc7d1e5f092c5de4393c32166ac053061",
  "67001fb2182bd6604df4a582fddbc7f7f7f7d1e5f092c5de4393c32166ac053061"
).map(colors);
var RdBu = ramp$1(scheme$m);
var scheme$l = new Array(3).concat(
  "ef8a62ffffff999999",
  "ca0020f4a582bababa404040",
  "ca0020f4a582ffffffbababa404040",
  "b2182bef8a62fddbc7e0e0e09999994d4d4d",
  "b2182bef8a62fddbc7ffffffe0e0e09999994d4d4d",
  "b2182bd6604df4a582fddbc7e0e0e0bababa8787874d4d4d",
  "b2182bd6604df4a582fddbc7ffffffe0e0e0bababa8787874d4d4d",
  "67001fb2182bd6604df4a582fddbc7e0e0e0bababa8787874d4d4d1a1a1a",
  "67001fb2182bd6604df4a582fddbc7ffffffe0e0e0bababa8787874d4d4d1a1a1a"
).map(colors);
var RdGy = ramp$1(scheme$l);
var scheme$k = new Array(3).concat(
  "fc8d59ffffbf91bfdb",
  "d7191cfdae61abd9e92c7bb6",
  "d7191cfdae61ffffbfabd9e92c7bb6",
  "d73027fc8d59fee090e0f3f891bfdb4575b4",
  "d73027fc8d59fee090ffffbfe0f3f891bfdb4575b4",
  "d73027f46d43fdae61fee090e0f3f8abd9e974add14575b4",
  "d73027f46d43fdae61fee090ffffbfe0f3f8abd9e974add14575b4",
  "a50026d73027f46d43fdae61fee090e0f3f8abd9e974add14575b4313695",
  "a50026d73027f46d43fdae61fee090ffffbfe0f3f8abd9e974add14575b4313695"
).map(colors);
var RdYlBu = ramp$1(scheme$k);
var scheme$j = new Array(3).concat(
  "fc8d59ffffbf91cf60",
  "d7191cfdae61a6d96a1a9641",
  "d7191cfdae61ffffbfa6d96a1a9641",
  "d73027fc8d59fee08bd9ef8b91cf601a9850",
  "d73027fc8d59fee08bffffbfd9ef8b91cf601a9850",
  "d73027f46d43fdae61fee08bd9ef8ba6d96a66bd631a9850",
  "d73027f46d43fdae61fee08bffffbfd9ef8ba6d96a66bd631a9850",
  "a50026d73027f46d43fdae61fee08bd9ef8ba6d96a66bd631a9850006837",
  "a50026d73027f46d43fdae61fee08bffffbfd9ef8ba6d96a66bd631a9850006837"
).map(colors);
var RdYlGn = ramp$1(scheme$j);
var scheme$i = new Array(3).concat(
  "fc8d59ffffbf99d594",
  "d7191cfdae61abdda42b83ba",
  "d7191cfdae61ffffbfabdda42b83ba",
  "d53e4ffc8d59fee08be6f59899d5943288bd",
  "d53e4ffc8d59fee08bffffbfe6f59899d5943288bd",
  "d53e4ff46d43fdae61fee08be6f598abdda466c2a53288bd",
  "d53e4ff46d43fdae61fee08bffffbfe6f598abdda466c2a53288bd",
  "9e0142d53e4ff46d43fdae61fee08be6f598abdda466c2a53288bd5e4fa2",
  "9e0142d53e4ff46d43fdae61fee08bffffbfe6f598abdda466c2a53288bd5e4fa2"
).map(colors);
var Spectral = ramp$1(scheme$i);
var scheme$h = new Array(3).concat(
  "e5f5f999d8c92ca25f",
  "edf8fbb2e2e266c2a4238b45",
  "edf8fbb2e2e266c2a42ca25f006d2c",
  "edf8fbccece699d8c966c2a42ca25f006d2c",
  "edf8fbccece699d8c966c2a441ae76238b45005824",
  "f7fcfde5f5f9ccece699d8c966c2a441ae76238b45005824",
  "f7fcfde5f5f9ccece699d8c966c2a441ae76238b45006d2c00441b"
).map(colors);
var BuGn = ramp$1(scheme$h);
var scheme$g = new Array(3).concat(
  "e0ecf49ebcda8856a7",
  "edf8fbb3cde38c96c688419d",
  "edf8fbb3cde38c96c68856a7810f7c",
  "edf8fbbfd3e69ebcda8c96c68856a7810f7c",
  "edf8fbbfd3e69ebcda8c96c68c6bb188419d6e016b",
  "f7fcfde0ecf4bfd3e69ebcda8c96c68c6bb188419d6e016b",
  "f7fcfde0ecf4bfd3e69ebcda8c96c68c6bb188419d810f7c4d004b"
).map(colors);
var BuPu = ramp$1(scheme$g);
var scheme$f = new Array(3).concat(
  "e0f3dba8ddb543a2ca",
  "f0f9e8bae4bc7bccc42b8cbe",
  "f0f9e8bae4bc7bccc443a2ca0868ac",
  "f0f9e8ccebc5a8ddb57bccc443a2ca0868ac",
  "f0f9e8ccebc5a8ddb57bccc44eb3d32b8cbe08589e",
  "f7fcf0e0f3dbccebc5a8ddb57bccc44eb3d32b8cbe08589e",
  "f7fcf0e0f3dbccebc5a8ddb57bccc44eb3d32b8cbe0868ac084081"
).map(colors);
var GnBu = ramp$1(scheme$f);
var scheme$e = new Array(3).concat(
  "fee8c8fdbb84e34a33",
  "fef0d9fdcc8afc8d59d7301f",
  "fef0d9fdcc8afc8d59e34a33b30000",
  "fef0d9fdd49efdbb84fc8d59e34a33b30000",
  "fef0d9fdd49efdbb84fc8d59ef6548d7301f990000",
  "fff7ecfee8c8fdd49efdbb84fc8d59ef6548d7301f990000",
  "fff7ecfee8c8fdd49efdbb84fc8d59ef6548d7301fb300007f0000"
).map(colors);
var OrRd = ramp$1(scheme$e);
var scheme$d = new Array(3).concat(
  "ece2f0a6bddb1c9099",
  "f6eff7bdc9e167a9cf02818a",
  "f6eff7bdc9e167a9cf1c9099016c59",
  "f6eff7d0d1e6a6bddb67a9cf1c9099016c59",
  "f6eff7d0d1e6a6bddb67a9cf3690c002818a016450",
  "fff7fbece2f0d0d1e6a6bddb67a9cf3690c002818a016450",
  "fff7fbece2f0d0d1e6a6bddb67a9cf3690c002818a016c59014636"
).map(colors);
var PuBuGn = ramp$1(scheme$d);
var scheme$c = new Array(3).concat(
  "ece7f2a6bddb2b8cbe",
  "f1eef6bdc9e174a9cf0570b0",
  "f1eef6bdc9e174a9cf2b8cbe045a8d",
  "f1eef6d0d1e6a6bddb74a9cf2b8cbe045a8d",
  "f1eef6d0d1e6a6bddb74a9cf3690c00570b0034e7b",
  "fff7fbece7f2d0d1e6a6bddb74a9cf3690c00570b0034e7b",
  "fff7fbece7f2d0d1e6a6bddb74a9cf3690c00570b0045a8d023858"
).map(colors);
var PuBu = ramp$1(scheme$c);
var scheme$b = new Array(3).concat(
  "e7e1efc994c7dd1c77",
  "f1eef6d7b5d8df65b0ce1256",
  "f1eef6d7b5d8df65b0dd1c77980043",
  "f1eef6d4b9dac994c7df65b0dd1c77980043",
  "f1eef6d4b9dac994c7df65b0e7298ace125691003f",
  "f7f4f9e7e1efd4b9dac994c7df65b0e7298ace125691003f",
  "f7f4f9e7e1efd4b9dac994c7df65b0e7298ace125698004367001f"
).map(colors);
var PuRd = ramp$1(scheme$b);
var scheme$a = new Array(3).concat(
  "fde0ddfa9fb5c51b8a",
  "feebe2fbb4b9f768a1ae017e",
  "feebe2fbb4b9f768a1c51b8a7a0177",
  "feebe2fcc5c0fa9fb5f768a1c51b8a7a0177",
  "feebe2fcc5c0fa9fb5f768a1dd3497ae017e7a0177",
  "fff7f3fde0ddfcc5c0fa9fb5f768a1dd3497ae017e7a0177",
  "fff7f3fde0ddfcc5c0fa9fb5f768a1dd3497ae017e7a017749006a"
).map(colors);
var RdPu = ramp$1(scheme$a);
var scheme$9 = new Array(3).concat(
  "edf8b17fcdbb2c7fb8",
  "ffffcca1dab441b6c4225ea8",
  "ffffcca1dab441b6c42c7fb8253494",
  "ffffccc7e9b47fcdbb41b6c42c7fb8253494",
  "ffffccc7e9b47fcdbb41b6c41d91c0225ea80c2c84",
  "ffffd9edf8b1c7e9b47fcdbb41b6c41d91c0225ea80c2c84",
  "ffffd9edf8b1c7e9b47fcdbb41b6c41d91c0225ea8253494081d58"
).map(colors);
var YlGnBu = ramp$1(scheme$9);
var scheme$8 = new Array(3).concat(
  "f7fcb9addd8e31a354",
  "ffffccc2e69978c679238443",
  "ffffccc2e69978c67931a354006837",
  "ffffccd9f0a3addd8e78c67931a354006837",
  "ffffccd9f0a3addd8e78c67941ab5d238443005a32",
  "ffffe5f7fcb9d9f0a3addd8e78c67941ab5d238443005a32",
  "ffffe5f7fcb9d9f0a3addd8e78c67941ab5d238443006837004529"
).map(colors);
var YlGn = ramp$1(scheme$8);
var scheme$7 = new Array(3).concat(
  "fff7bcfec44fd95f0e",
  "ffffd4fed98efe9929cc4c02",
  "ffffd4fed98efe9929d95f0e993404",
  "ffffd4fee391fec44ffe9929d95f0e993404",
  "ffffd4fee391fec44ffe9929ec7014cc4c028c2d04",
  "ffffe5fff7bcfee391fec44ffe9929ec7014cc4c028c2d04",
  "ffffe5fff7bcfee391fec44ffe9929ec7014cc4c02993404662506"
).map(colors);
var YlOrBr = ramp$1(scheme$7);
var scheme$6 = new Array(3).concat(
  "ffeda0feb24cf03b20",
  "ffffb2fecc5cfd8d3ce31a1c",
  "ffffb2fecc5cfd8d3cf03b20bd0026",
  "ffffb2fed976feb24cfd8d3cf03b20bd0026",
  "ffffb2fed976feb24cfd8d3cfc4e2ae31a1cb10026",
  "ffffccffeda0fed976feb24cfd8d3cfc4e2ae31a1cb10026",
  "ffffccffeda0fed976feb24cfd8d3cfc4e2ae31a1cbd0026800026"
).map(colors);
var YlOrRd = ramp$1(scheme$6);
var scheme$5 = new Array(3).concat(
  "deebf79ecae13182bd",
  "eff3ffbdd7e76baed62171b5",
  "eff3ffbdd7e76baed63182bd08519c",
  "eff3ffc6dbef9ecae16baed63182bd08519c",
  "eff3ffc6dbef9ecae16baed64292c62171b5084594",
  "f7fbffdeebf7c6dbef9ecae16baed64292c62171b5084594",
  "f7fbffdeebf7c6dbef9ecae16baed64292c62171b508519c08306b"
).map(colors);
var Blues = ramp$1(scheme$5);
var scheme$4 = new Array(3).concat(
  "e5f5e0a1d99b31a354",
  "edf8e9bae4b374c476238b45",
  "edf8e9bae4b374c47631a354006d2c",
  "edf8e9c7e9c0a1d99b74c47631a354006d2c",
  "edf8e9c7e9c0a1d99b74c47641ab5d238b45005a32",
  "f7fcf5e5f5e0c7e9c0a1d99b74c47641ab5d238b45005a32",
  "f7fcf5e5f5e0c7e9c0a1d99b74c47641ab5d238b45006d2c00441b"
).map(colors);
var Greens = ramp$1(scheme$4);
var scheme$3 = new Array(3).concat(
  "f0f0f0bdbdbd636363",
  "f7f7f7cccccc969696525252",
  "f7f7f7cccccc969696636363252525",
  "f7f7f7d9d9d9bdbdbd969696636363252525",
  "f7f7f7d9d9d9bdbdbd969696737373525252252525",
  "fffffff0f0f0d9d9d9bdbdbd969696737373525252252525",
  "fffffff0f0f0d9d9d9bdbdbd969696737373525252252525000000"
).map(colors);
var Greys = ramp$1(scheme$3);
var scheme$2 = new Array(3).concat(
  "efedf5bcbddc756bb1",
  "f2f0f7cbc9e29e9ac86a51a3",
  "f2f0f7cbc9e29e9ac8756bb154278f",
  "f2f0f7dadaebbcbddc9e9ac8756bb154278f",
  "f2f0f7dadaebbcbddc9e9ac8807dba6a51a34a1486",
  "fcfbfdefedf5dadaebbcbddc9e9ac8807dba6a51a34a1486",
  "fcfbfdefedf5dadaebbcbddc9e9ac8807dba6a51a354278f3f007d"
).map(colors);
var Purples = ramp$1(scheme$2);
var scheme$1 = new Array(3).concat(
  "fee0d2fc9272de2d26",
  "fee5d9fcae91fb6a4acb181d",
  "fee5d9fcae91fb6a4ade2d26a50f15",
  "fee5d9fcbba1fc9272fb6a4ade2d26a50f15",
  "fee5d9fcbba1fc9272fb6a4aef3b2ccb181d99000d",
  "fff5f0fee0d2fcbba1fc9272fb6a4aef3b2ccb181d99000d",
  "fff5f0fee0d2fcbba1fc9272fb6a4aef3b2ccb181da50f1567000d"
).map(colors);
var Reds = ramp$1(scheme$1);
var scheme = new Array(3).concat(
  "fee6cefdae6be6550d",
  "feeddefdbe85fd8d3cd94701",
  "feeddefdbe85fd8d3ce6550da63603",
  "feeddefdd0a2fdae6bfd8d3ce6550da63603",
  "feeddefdd0a2fdae6bfd8d3cf16913d948018c2d04",
  "fff5ebfee6cefdd0a2fdae6bfd8d3cf16913d948018c2d04",
  "fff5ebfee6cefdd0a2fdae6bfd8d3cf16913d94801a636037f2704"
).map(colors);
var Oranges = ramp$1(scheme);
var cubehelix3 = cubehelixLong(cubehelix(300, 0.5, 0), cubehelix(-240, 0.5, 1));
var warm = cubehelixLong(cubehelix(-100, 0.75, 0.35), cubehelix(80, 1.5, 0.8));
var cool = cubehelixLong(cubehelix(260, 0.75, 0.35), cubehelix(80, 1.5, 0.8));
var c$1 = cubehelix();
var c = rgb();
var pi_1_3 = Math.PI / 3;
var pi_2_3 = Math.PI * 2 / 3;
function ramp(range) {
  var n = range.length;
  return function(t) {
    return range[Math.max(0, Math.min(n - 1, Math.floor(t * n)))];
  };
}
var viridis = ramp(colors("44015444025645045745055946075a46085c460a5d460b5e470d60470e6147106347116447136548146748166848176948186a481a6c481b6d481c6e481d6f481f70482071482173482374482475482576482677482878482979472a7a472c7a472d7b472e7c472f7d46307e46327e46337f463480453581453781453882443983443a83443b84433d84433e85423f854240864241864142874144874045884046883f47883f48893e49893e4a893e4c8a3d4d8a3d4e8a3c4f8a3c508b3b518b3b528b3a538b3a548c39558c39568c38588c38598c375a8c375b8d365c8d365d8d355e8d355f8d34608d34618d33628d33638d32648e32658e31668e31678e31688e30698e306a8e2f6b8e2f6c8e2e6d8e2e6e8e2e6f8e2d708e2d718e2c718e2c728e2c738e2b748e2b758e2a768e2a778e2a788e29798e297a8e297b8e287c8e287d8e277e8e277f8e27808e26818e26828e26828e25838e25848e25858e24868e24878e23888e23898e238a8d228b8d228c8d228d8d218e8d218f8d21908d21918c20928c20928c20938c1f948c1f958b1f968b1f978b1f988b1f998a1f9a8a1e9b8a1e9c891e9d891f9e891f9f881fa0881fa1881fa1871fa28720a38620a48621a58521a68522a78522a88423a98324aa8325ab8225ac8226ad8127ad8128ae8029af7f2ab07f2cb17e2db27d2eb37c2fb47c31b57b32b67a34b67935b77937b87838b9773aba763bbb753dbc743fbc7340bd7242be7144bf7046c06f48c16e4ac16d4cc26c4ec36b50c46a52c56954c56856c66758c7655ac8645cc8635ec96260ca6063cb5f65cb5e67cc5c69cd5b6ccd5a6ece5870cf5773d05675d05477d1537ad1517cd2507fd34e81d34d84d44b86d54989d5488bd6468ed64590d74393d74195d84098d83e9bd93c9dd93ba0da39a2da37a5db36a8db34aadc32addc30b0dd2fb2dd2db5de2bb8de29bade28bddf26c0df25c2df23c5e021c8e020cae11fcde11dd0e11cd2e21bd5e21ad8e219dae319dde318dfe318e2e418e5e419e7e419eae51aece51befe51cf1e51df4e61ef6e620f8e621fbe723fde725"));
var magma = ramp(colors("00000401000501010601010802010902020b02020d03030f03031204041405041606051806051a07061c08071e0907200a08220b09240c09260d0a290e0b2b100b2d110c2f120d31130d34140e36150e38160f3b180f3d19103f1a10421c10441d11471e114920114b21114e22115024125325125527125829115a2a115c2c115f2d11612f116331116533106734106936106b38106c390f6e3b0f703d0f713f0f72400f74420f75440f764510774710784910784a10794c117a4e117b4f127b51127c52137c54137d56147d57157e59157e5a167e5c167f5d177f5f187f601880621980641a80651a80671b80681c816a1c816b1d816d1d816e1e81701f81721f817320817521817621817822817922827b23827c23827e24828025828125818326818426818627818827818928818b29818c29818e2a81902a81912b81932b80942c80962c80982d80992d809b2e7f9c2e7f9e2f7fa02f7fa1307ea3307ea5317ea6317da8327daa337dab337cad347cae347bb0357bb2357bb3367ab5367ab73779b83779ba3878bc3978bd3977bf3a77c03a76c23b75c43c75c53c74c73d73c83e73ca3e72cc3f71cd4071cf4070d0416fd2426fd3436ed5446dd6456cd8456cd9466bdb476adc4869de4968df4a68e04c67e24d66e34e65e44f64e55064e75263e85362e95462ea5661eb5760ec5860ed5a5fee5b5eef5d5ef05f5ef1605df2625df2645cf3655cf4675cf4695cf56b5cf66c5cf66e5cf7705cf7725cf8745cf8765cf9785df9795df97b5dfa7d5efa7f5efa815ffb835ffb8560fb8761fc8961fc8a62fc8c63fc8e64fc9065fd9266fd9467fd9668fd9869fd9a6afd9b6bfe9d6cfe9f6dfea16efea36ffea571fea772fea973feaa74feac76feae77feb078feb27afeb47bfeb67cfeb77efeb97ffebb81febd82febf84fec185fec287fec488fec68afec88cfeca8dfecc8ffecd90fecf92fed194fed395fed597fed799fed89afdda9cfddc9efddea0fde0a1fde2a3fde3a5fde5a7fde7a9fde9aafdebacfcecaefceeb0fcf0b2fcf2b4fcf4b6fcf6b8fcf7b9fcf9bbfcfbbdfcfdbf"));
var inferno = ramp(colors("00000401000501010601010802010a02020c02020e03021004031204031405041706041907051b08051d09061f0a07220b07240c08260d08290e092b10092d110a30120a32140b34150b37160b39180c3c190c3e1b0c411c0c431e0c451f0c48210c4a230c4c240c4f260c51280b53290b552b0b572d0b592f0a5b310a5c320a5e340a5f3609613809623909633b09643d09653e0966400a67420a68440a68450a69470b6a490b6a4a0c6b4c0c6b4d0d6c4f0d6c510e6c520e6d540f6d550f6d57106e59106e5a116e5c126e5d126e5f136e61136e62146e64156e65156e67166e69166e6a176e6c186e6d186e6f196e71196e721a6e741a6e751b6e771c6d781c6d7a1d6d7c1d6d7d1e6d7f1e6c801f6c82206c84206b85216b87216b88226a8a226a8c23698d23698f24699025689225689326679526679727669827669a28659b29649d29649f2a63a02a63a22b62a32c61a52c60a62d60a82e5fa92e5eab2f5ead305dae305cb0315bb1325ab3325ab43359b63458b73557b93556ba3655bc3754bd3853bf3952c03a51c13a50c33b4fc43c4ec63d4dc73e4cc83f4bca404acb4149cc4248ce4347cf4446d04545d24644d34743d44842d54a41d74b3fd84c3ed94d3dda4e3cdb503bdd513ade5238df5337e05536e15635e25734e35933e45a31e55c30e65d2fe75e2ee8602de9612bea632aeb6429eb6628ec6726ed6925ee6a24ef6c23ef6e21f06f20f1711ff1731df2741cf3761bf37819f47918f57b17f57d15f67e14f68013f78212f78410f8850ff8870ef8890cf98b0bf98c0af98e09fa9008fa9207fa9407fb9606fb9706fb9906fb9b06fb9d07fc9f07fca108fca309fca50afca60cfca80dfcaa0ffcac11fcae12fcb014fcb216fcb418fbb61afbb81dfbba1ffbbc21fbbe23fac026fac228fac42afac62df9c72ff9c932f9cb35f8cd37f8cf3af7d13df7d340f6d543f6d746f5d949f5db4cf4dd4ff4df53f4e156f3e35af3e55df2e661f2e865f2ea69f1ec6df1ed71f1ef75f1f179f2f27df2f482f3f586f3f68af4f88ef5f992f6fa96f8fb9af9fc9dfafda1fcffa4"));
var plasma = ramp(colors("0d088710078813078916078a19068c1b068d1d068e20068f2206902406912605912805922a05932c05942e05952f059631059733059735049837049938049a3a049a3c049b3e049c3f049c41049d43039e44039e46039f48039f4903a04b03a14c02a14e02a25002a25102a35302a35502a45601a45801a45901a55b01a55c01a65e01a66001a66100a76300a76400a76600a76700a86900a86a00a86c00a86e00a86f00a87100a87201a87401a87501a87701a87801a87a02a87b02a87d03a87e03a88004a88104a78305a78405a78606a68707a68808a68a09a58b0aa58d0ba58e0ca48f0da4910ea3920fa39410a29511a19613a19814a099159f9a169f9c179e9d189d9e199da01a9ca11b9ba21d9aa31e9aa51f99a62098a72197a82296aa2395ab2494ac2694ad2793ae2892b02991b12a90b22b8fb32c8eb42e8db52f8cb6308bb7318ab83289ba3388bb3488bc3587bd3786be3885bf3984c03a83c13b82c23c81c33d80c43e7fc5407ec6417dc7427cc8437bc9447aca457acb4679cc4778cc4977cd4a76ce4b75cf4c74d04d73d14e72d24f71d35171d45270d5536fd5546ed6556dd7566cd8576bd9586ada5a6ada5b69db5c68dc5d67dd5e66de5f65de6164df6263e06363e16462e26561e26660e3685fe4695ee56a5de56b5de66c5ce76e5be76f5ae87059e97158e97257ea7457eb7556eb7655ec7754ed7953ed7a52ee7b51ef7c51ef7e50f07f4ff0804ef1814df1834cf2844bf3854bf3874af48849f48948f58b47f58c46f68d45f68f44f79044f79143f79342f89441f89540f9973ff9983ef99a3efa9b3dfa9c3cfa9e3bfb9f3afba139fba238fca338fca537fca636fca835fca934fdab33fdac33fdae32fdaf31fdb130fdb22ffdb42ffdb52efeb72dfeb82cfeba2cfebb2bfebd2afebe2afec029fdc229fdc328fdc527fdc627fdc827fdca26fdcb26fccd25fcce25fcd025fcd225fbd324fbd524fbd724fad824fada24f9dc24f9dd25f8df25f8e125f7e225f7e425f6e626f6e826f5e926f5eb27f4ed27f3ee27f3f027f2f227f1f426f1f525f0f724f0f921"));

// src/colors/categories.ts
var PALETTE = { light: LIGHT_PALETTE, dark: DARK_PALETTE };
var COLORED = LIGHT_PALETTE.length;
function slotsOf({ name, categories = null }) {
  const names = categories ?? [];
  const known4 = own(KNOWN_CATEGORIES, name) ?? [];
  const shown = names.slice(0, COLORED);
  const free = Array.from({ length: COLORED }, (_, slot) => slot).filter((slot) => !shown.includes(known4[slot]));
  return names.map((category, code) => {
    if (code >= COLORED || own(PLAIN_CATEGORY, name) === category) return -1;
    const slot = known4.indexOf(category);
    return slot >= 0 ? slot : free.shift() ?? -1;
  });
}
function slotsAmong(column, only) {
  const slots = slotsOf(column);
  const without = only.filter((code) => slots[code] === -1);
  if (without.length === 0) return slots;
  const taken = new Set(only.map((code) => slots[code]));
  const rank = (slot) => (slots.includes(slot) ? 0 : COLORED) + slot;
  const free = Array.from({ length: COLORED }, (_, slot) => slot).filter((slot) => !taken.has(slot));
  const lent = free.sort((a, b) => rank(b) - rank(a)).slice(0, without.length);
  const left = slots.map((slot) => lent.includes(slot) ? -1 : slot);
  lent.forEach((slot, i) => left[without[i]] = slot);
  return left;
}
function numberedAmong(column, only) {
  const names = column.categories ?? [];
  if (names.length <= COLORED) return [];
  const slots = slotsAmong(column, only);
  const plain3 = own(PLAIN_CATEGORY, column.name);
  return [...names.keys()].filter(
    (code) => slots[code] === -1 && names[code] !== plain3 && (only.length === 0 || only.includes(code))
  );
}

// src/colors/color.ts
var scales = /* @__PURE__ */ new WeakMap();
function scaleOf(column, theme, only = []) {
  if (column.categories && only.length > 0) return categoryScale(column, theme, slotsAmong(column, only));
  const known4 = scales.get(column) ?? /* @__PURE__ */ new Map();
  scales.set(column, known4);
  const scale = known4.get(theme) ?? newScale(column, theme);
  known4.set(theme, scale);
  return scale;
}
function categoryScale(column, theme, slots) {
  const palette = PALETTE[theme.name].map(parse);
  return { column, low: 0, high: slots.length - 1, colorOf: (code) => palette[slots[code]] ?? theme.unknown };
}
function newScale(column, theme) {
  if (column.categories) return categoryScale(column, theme, slotsOf(column));
  const [low, high] = column.ends ?? ends(column.values);
  const [darkest, lightest] = VIRIDIS_PART[theme.name];
  const most = SCALE_STEPS - 1;
  const shade = (i) => parse(viridis(darkest + (lightest - darkest) * i / most));
  const steps = Array.from({ length: SCALE_STEPS }, (_, i) => shade(i));
  return {
    column,
    low,
    high,
    colorOf: (value) => Number.isNaN(value) ? theme.unknown : steps[Math.round(most * clamp((value - low) / (high - low || 1)))]
  };
}
function paint(scale, into) {
  const { values } = scale.column;
  for (let i = 0; i < values.length; i++) {
    const [r, g, b] = scale.colorOf(values[i]);
    into[4 * i] = r;
    into[4 * i + 1] = g;
    into[4 * i + 2] = b;
  }
}
function paintPlain(theme, into) {
  const color2 = parse(PALETTE[theme.name][0]);
  for (let at = 0; at < into.length; at += 4) into.set(color2, at);
}
function ends(values) {
  const step = Math.max(1, Math.floor(values.length / SCALE_SAMPLE));
  const sample = [];
  for (let i = 0; i < values.length; i += step) if (Number.isFinite(values[i])) sample.push(values[i]);
  sample.sort((a, b) => a - b);
  if (sample.length === 0) return [0, 1];
  const last = sample.length - 1;
  return [sample[Math.floor(SCALE_TAIL * last)], sample[Math.ceil((1 - SCALE_TAIL) * last)]];
}
function parse(color2) {
  if (color2[0] === "#") {
    const bits = Number.parseInt(color2.slice(1), 16);
    return [bits >> 16, bits >> 8 & 255, bits & 255];
  }
  const [r, g, b] = (color2.match(/\d+/g) ?? []).map(Number);
  return [r, g, b];
}

// src/colors/nearness.ts
var MOST_STEPS = 4;
var FAR = [176, 169, 152];
function nearnessCenter({ hover, mode, selected }) {
  if (mode !== "distance") return -1;
  return hover >= 0 ? hover : selected;
}
function nearness(data, row) {
  const { n, k, neighbors } = data;
  const level = new Uint8Array(n).fill(255);
  level[row] = 0;
  let edge = [];
  for (let j = 0; j < k; j++) {
    const other = neighbors[row * k + j];
    level[other] = Math.min(level[other], j + 1);
    edge.push(other);
  }
  for (let steps = 2; steps <= MOST_STEPS; steps++) {
    const next = [];
    for (const at of edge) {
      for (let j = at * k; j < (at + 1) * k; j++) {
        if (level[neighbors[j]] !== 255) continue;
        level[neighbors[j]] = k + steps - 1;
        next.push(neighbors[j]);
      }
    }
    edge = next;
  }
  return level;
}
function nearnessColor(level, k, theme) {
  if (level === 255) return null;
  const t = level <= k ? 1 - 0.5 * level / Math.max(k, 1) : 0.42 - 0.3 * (level - k - 1) / Math.max(MOST_STEPS - 2, 1);
  if (theme.name === "dark") return parse(inferno(0.4 + 0.55 * t));
  const [vivid, grey2] = [parse(YlOrRd(0.3 + 0.7 * t)), Math.min(1, 1.1 * (1 - t) ** 2)];
  const mixed = vivid.map((part, i) => Math.round(part + grey2 * (FAR[i] - part)));
  return [mixed[0], mixed[1], mixed[2]];
}
function nearnessScale(k, theme) {
  return Array.from({ length: k + MOST_STEPS }, (_, level) => nearnessColor(level, k, theme) ?? theme.dim);
}
function paintNearness(data, row, theme, into) {
  const levels = nearness(data, row);
  const colors2 = new Uint8Array(4 * 256);
  for (const level of new Set(levels)) colors2.set(nearnessColor(level, data.k, theme) ?? theme.dim, 4 * level);
  const [words3, table2] = [new Uint32Array(into.buffer, into.byteOffset, data.n), new Uint32Array(colors2.buffer)];
  for (let i = 0; i < data.n; i++) words3[i] = table2[levels[i]];
}

// src/points/points.ts
var DIM = 0;
var PLAIN2 = 1;
var STRONG = 2;
var STRONGER = 1.35;
function pointSize(n, width, height, zoom3) {
  const room = Math.sqrt(width * height / Math.max(n, 1));
  const radius = clamp(0.2 * room, 0.85, 3) * Math.max(zoom3, 0.5) ** 0.28;
  return { radius: Math.min(radius, 6), opacity: Math.min(0.92, 0.5 + 0.11 * Math.log2(Math.max(zoom3, 1))) };
}

// src/points/emphasis.ts
function masksOf(state) {
  const { search, ...others } = state.masks;
  return Object.values(state.landed || nearnessCenter(state) >= 0 ? others : state.masks);
}
function sameMasks(one2, other) {
  return one2.length === other.length && one2.every((mask, i) => mask === other[i]);
}
function keeper(state) {
  const masks = masksOf(state);
  return (row) => masks.every((mask) => mask[row] === 1);
}
function grey(masks, dim, styles) {
  const [r, g, b] = dim;
  if (masks.length === 0) {
    for (let at = 3; at < styles.length; at += 4) styles[at] = PLAIN2;
    return;
  }
  for (let i = 0, at = 0; at < styles.length; i++, at += 4) {
    let kept = 1;
    for (const mask of masks) kept &= mask[i];
    styles[at + 3] = kept ? PLAIN2 : DIM;
    if (kept) continue;
    styles[at] = r;
    styles[at + 1] = g;
    styles[at + 2] = b;
  }
}
function raise2({ matches, selected }, styles) {
  const strong = (row) => {
    if (row >= 0 && styles[4 * row + 3] !== DIM) styles[4 * row + 3] = STRONG;
  };
  matches?.forEach(strong);
  strong(selected);
}

// src/input/lasso.ts
function boundsOf(outline) {
  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
function boxBetween([x0, y0], [x1, y1]) {
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1]
  ];
}
function isInside(outline, x, y) {
  let inside2 = false;
  for (let i = 0, j = outline.length - 1; i < outline.length; j = i++) {
    const [xi, yi] = outline[i];
    const [xj, yj] = outline[j];
    if (yi > y !== yj > y && x < (xj - xi) * (y - yi) / (yj - yi) + xi) inside2 = !inside2;
  }
  return inside2;
}

// src/input/select-area.ts
var STEP = 4;
function listenToAreas(context) {
  const { store, surface } = context;
  const [drawing, shape2] = createDrawing();
  const sheet = el("div", { class: "sheet", hidden: true });
  surface.append(drawing, sheet);
  let outline = null;
  let boxed = false;
  let justDrawn = false;
  const show2 = () => shape2.setAttribute("points", (outline ?? []).map((point) => point.join(",")).join(" "));
  const begin = (event) => {
    justDrawn = false;
    const { tool } = store.state;
    if (event.button || !event.isPrimary || tool === "move" && !event.shiftKey) return;
    event.preventDefault();
    surface.setPointerCapture(event.pointerId);
    outline = [placeOf(event, surface)];
    boxed = tool === "box";
    store.set({ hover: -1 });
  };
  const draw = (event) => {
    if (!outline) return;
    event.stopImmediatePropagation();
    const [start23, now2] = [outline[0], placeOf(event, surface)];
    if (boxed) outline = boxBetween(start23, now2);
    else if (Math.hypot(now2[0] - outline.at(-1)[0], now2[1] - outline.at(-1)[1]) >= STEP) outline.push(now2);
    show2();
  };
  const end = () => {
    if (!outline) return;
    justDrawn = outline.length > 2;
    if (justDrawn) store.set({ picked: rowsInside(context, outline), tool: "move" });
    cancel();
  };
  const cancel = () => {
    outline = null;
    show2();
  };
  const giveUp = (event) => {
    if (event.key !== "Escape" || !outline) return;
    event.stopImmediatePropagation();
    justDrawn = true;
    cancel();
  };
  const swallow = (event) => {
    if (justDrawn || store.state.tool !== "move") event.stopImmediatePropagation();
    justDrawn = false;
  };
  const hold = (event) => event.stopPropagation();
  const options = { capture: true };
  const listeners = { pointerdown: begin, pointermove: draw, pointerup: end, pointercancel: cancel, click: swallow };
  const heard2 = Object.entries(listeners);
  for (const [event, listener] of heard2) surface.addEventListener(event, listener, options);
  window.addEventListener("keydown", giveUp, options);
  for (const name of ["mousedown", "touchstart", "dblclick"]) sheet.addEventListener(name, hold);
  const stop2 = store.on(["tool"], ({ tool }) => sheet.hidden = tool === "move");
  return () => {
    stop2();
    for (const [event, listener] of heard2) surface.removeEventListener(event, listener, options);
    window.removeEventListener("keydown", giveUp, options);
    drawing.remove();
    sheet.remove();
  };
}
function placeOf(event, element) {
  const box = element.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}
function createDrawing() {
  const shape2 = document.createElementNS(SVG, "polygon");
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("class", "outline");
  drawing.setAttribute("aria-hidden", "true");
  drawing.append(shape2);
  return [drawing, shape2];
}
function rowsInside({ camera, data, picking, store }, outline) {
  const inWorld = outline.map(([x, y]) => camera.toWorld(x, y));
  const { picked: _, ...masks } = store.state.masks;
  const isKept = keeper({ ...store.state, masks });
  const rows = picking.within(...boundsOf(inWorld)).filter((row) => isKept(row) && isInside(inWorld, data.x[row], data.y[row]));
  return rows.length > 0 ? Uint32Array.from(rows).sort() : null;
}
function pickScreen(context) {
  const { camera, store } = context;
  store.set({ picked: rowsInside(context, boxBetween([0, 0], [camera.width, camera.height])) });
}

// src/data/crc.ts
var TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? rest >>> 1 ^ 3988292384 : rest >>> 1;
  return rest;
});
function crc32(bytes, before = 0) {
  let rest = ~before;
  for (let i = 0; i < bytes.length; i++) rest = TABLE[(rest ^ bytes[i]) & 255] ^ rest >>> 8;
  return ~rest >>> 0;
}

// src/data/rows.ts
function spellerOf({ ids, raw }) {
  const first = /* @__PURE__ */ new Map();
  raw.forEach((token2, row) => {
    if (!first.has(token2)) first.set(token2, row);
  });
  return (row) => first.get(raw[row]) === row ? raw[row] : ids[row];
}
function finderOf({ ids, raw, readable }) {
  const [texts2, numbers] = [/* @__PURE__ */ new Map(), /* @__PURE__ */ new Map()];
  for (const spelled2 of [raw, readable]) {
    spelled2.forEach((text3, row) => {
      if (!texts2.has(text3)) texts2.set(text3, row);
    });
  }
  ids.forEach((id2, row) => {
    if (!numbers.has(id2)) numbers.set(id2, row);
  });
  return (named2) => (typeof named2 === "string" ? texts2.get(named2) : numbers.get(named2)) ?? -1;
}
function idRuns(rows, ids) {
  const sorted = Float64Array.from(rows, (row) => ids[row]).sort();
  const runs = [];
  for (let i = 0; i < sorted.length; ) {
    const first = sorted[i];
    let last = first;
    while (++i < sorted.length && sorted[i] <= last + 1) last = sorted[i];
    runs.push(first === last ? String(first) : `${first}-${last}`);
  }
  return runs.join();
}
function rowsInRuns(text3, ids) {
  const runs = [];
  for (const run of text3.split(",")) {
    const [, first, last = first] = /^(\d{1,16})(?:-(\d{1,16}))?$/.exec(run) ?? [];
    if (first === void 0) return null;
    runs.push([Number(first), Number(last)]);
  }
  runs.sort((one2, other) => one2[0] - other[0]);
  const rows = [];
  ids.forEach((id2, row) => {
    let [low, high] = [0, runs.length];
    while (low < high) {
      const middle = low + high >> 1;
      if (runs[middle][0] <= id2) low = middle + 1;
      else high = middle;
    }
    if (low > 0 && id2 <= runs[low - 1][1]) rows.push(row);
  });
  return rows.length > 0 ? Uint32Array.from(rows) : null;
}

// src/text/text.ts
var LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
var HIDDEN = /[\p{C}\p{Zl}\p{Zp}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/u;
var BLANK = new RegExp(`^[ ${classOf([...BLANKS, ...JOINERS])}]+$`, "u");
var JOINER = new RegExp(`[${classOf(JOINERS)}]`);
var MARK = new RegExp("^\\p{M}", "u");
var PLAIN3 = /^[!-~](?:[ -~]*[!-~])?$/;
var BEGINS_PLAIN = new RegExp(`^[^ \\p{M}${classOf([...BLANKS, ...JOINERS])}]`, "u");
var ASCII = /^[\u0000-\u007f]*$/;
var RUN = /([\u2400-\u2426])\1{3,}/g;
function visible(text3) {
  if (text3 === "") return "⟨empty⟩";
  if (PLAIN3.test(text3)) return text3;
  if (BEGINS_PLAIN.test(text3) && !HIDDEN.test(text3) && !text3.endsWith(" ")) return text3;
  const blank = BLANK.test(text3) && !ASCII.test(text3);
  const needsGround = !blank && MARK.test(text3);
  const letters = [...text3];
  const last = letters.length - 1;
  const firstInk = letters.findIndex((letter) => letter !== " ");
  const lastInk = letters.findLastIndex((letter) => letter !== " ");
  const drawn = letters.map((letter, i) => {
    if (letter === " ") return firstInk < i && i < lastInk ? " " : "␣";
    if (letter < " ") return String.fromCharCode(9216 + letter.charCodeAt(0));
    if (letter === "") return "␡";
    if (!blank && (!HIDDEN.test(letter) || JOINER.test(letter) && 0 < i && i < last)) return letter;
    return spell(letter);
  });
  const shown = (needsGround ? "◌" : "") + drawn.join("");
  return shown.replace(RUN, (run, picture) => `${picture}×${run.length}`);
}
function short(text3, most = LONGEST_LABEL) {
  const cut = isLonger(text3, 4 * most) ? [...text3.slice(0, 8 * most)].slice(0, 4 * most).join("") : text3;
  const shown = visible(cut);
  return isLonger(shown, most) ? [...shown].slice(0, most - 1).join("") + "…" : shown;
}
function isLonger(text3, most) {
  return text3.length > most && (text3.length > 2 * most || [...text3].length > most);
}
function spell(letter) {
  const code = letter.codePointAt(0) ?? 0;
  return code > 65535 ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}
var FONTS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Yu Gothic", "Noto Sans CJK JP", "Noto Sans JP", Meiryo, "Apple SD Gothic Neo", "Malgun Gothic", "PingFang SC", "Microsoft YaHei", "Noto Sans Devanagari", "Noto Naskh Arabic", "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif';

// src/state/filters.ts
function maskOf(columns2, filters2) {
  let mask = null;
  for (const { name, values } of columns2) {
    const filter2 = own(filters2, name);
    if (!filter2) continue;
    mask ??= new Uint8Array(values.length).fill(1);
    if ("only" in filter2) {
      const kept = new Set(filter2.only);
      for (let i = 0; i < values.length; i++) if (!kept.has(values[i])) mask[i] = 0;
    } else {
      for (let i = 0; i < values.length; i++) if (!(values[i] >= filter2.low && values[i] <= filter2.high)) mask[i] = 0;
    }
  }
  return mask;
}
var NONE = [];
function onlyOf(filters2, column) {
  const filter2 = own(filters2, column);
  return filter2 && "only" in filter2 ? filter2.only : NONE;
}
function toldFilters(filters2, columns2) {
  const end = (value) => Number.isFinite(value) ? value : null;
  const told3 = columns2.flatMap(({ name, categories }) => {
    const filter2 = own(filters2, name);
    if (!filter2) return [];
    const kept = "only" in filter2 ? filter2.only.map((code) => categories?.[code] ?? "") : [filter2.low, filter2.high].map(end);
    return [[name, kept]];
  });
  return Object.fromEntries(told3);
}
function heardFilter({ categories }, told3) {
  if (!categories) return { low: told3[0] ?? -Infinity, high: told3[1] ?? Infinity };
  const codes = told3.map((category) => categories.indexOf(category));
  return { only: [...new Set(codes)].sort((a, b) => a - b) };
}
function setFilter(store, column, filter2) {
  const { [column]: _, ...others } = store.state.filters;
  store.set({ filters: filter2 ? { ...others, [column]: filter2 } : others });
}
function rangeText(low, high, locale) {
  const say3 = (value) => written(value, 4, locale);
  if (low === -Infinity) return `≤ ${say3(high)}`;
  return high === Infinity ? `≥ ${say3(low)}` : `${say3(low)} – ${say3(high)}`;
}
function toggled(filter2, codes, all) {
  const only = new Set(filter2 && "only" in filter2 ? filter2.only : []);
  const add = !codes.every((code) => only.has(code));
  for (const code of codes) {
    if (add) only.add(code);
    else only.delete(code);
  }
  return only.size === 0 || only.size === all ? null : { only: [...only].sort((a, b) => a - b) };
}
function maskOfRows(rows, n) {
  const mask = new Uint8Array(n);
  for (const row of rows) mask[row] = 1;
  return mask;
}

// src/state/tour.ts
var FIRST_CHOICE = {
  colorBy: BY_PLACE,
  query: "",
  selected: -1,
  picked: null,
  filters: {},
  mode: "column"
};
var DamagedTour = class extends Error {
};
function wordsIn(words3, locale) {
  if (words3 === void 0 || typeof words3 === "string") return words3 ?? "";
  return own(words3, locale) ?? own(words3, "en") ?? Object.values(words3)[0] ?? "";
}
function toldIn(words3, locale) {
  const line = wordsIn(words3, locale).replace(/\s+/g, " ").trim();
  return line && visible(line);
}
function reworded(words3, locale, text3) {
  if (words3 === void 0 || typeof words3 === "string") return text3 || void 0;
  const others = Object.entries(words3).filter(([language3]) => language3 !== locale);
  const all = Object.fromEntries(text3 === "" ? others : [...others, [locale, text3]]);
  return Object.keys(all).length > 0 ? all : void 0;
}
function wholeMap({ width, height }) {
  return { x: width / 2, y: height / 2, zoom: 1, isHome: true };
}
function placeOf2({ x, y, zoom: zoom3 }, { origin, step, height }) {
  return [origin[0] + step * x, origin[1] + step * (height - y), zoom3].map((value) => significant(value, 7));
}
function stopAt(numbers, data) {
  const [x, y, zoom3] = numbers;
  if (numbers.length !== 3 || !numbers.every((value) => Number.isFinite(value)) || !(zoom3 > 0)) return null;
  const { origin, step, height } = data;
  return { x: (x - origin[0]) / step, y: height - (y - origin[1]) / step, zoom: Math.min(zoom3, TOUR_ZOOM) };
}
function fingerprintOf({ grid, ids }) {
  const bytes = ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength);
  return crc32(bytes(ids), crc32(bytes(grid)));
}
function isLarge({ chosen }) {
  return (chosen?.picked?.length ?? 0) > TOUR_TOKENS || isLonger(chosen?.query ?? "", TOUR_QUERY);
}
function writeTour(stops, data) {
  const spell2 = spellerOf(data);
  const tour = {
    format: TOUR_FORMAT,
    version: TOUR_VERSION,
    map: { name: data.name, tokens: data.n, crc32: fingerprintOf(data) },
    stops: stops.map((stop2) => {
      const { colorBy, query: query2, selected, picked, filters: filters2, mode } = { ...FIRST_CHOICE, ...stop2.chosen };
      return {
        name: stop2.name,
        note: stop2.note,
        at: stop2.isHome ? void 0 : placeOf2(stop2, data),
        color: colorBy === BY_PLACE ? void 0 : colorBy,
        find: query2 && !isLonger(query2, TOUR_QUERY) ? query2 : void 0,
        filters: Object.keys(filters2).length > 0 ? toldFilters(filters2, data.columns) : void 0,
        token: selected < 0 ? void 0 : spell2(selected),
        picked: picked && picked.length <= TOUR_TOKENS ? Array.from(picked, spell2) : void 0,
        nearness: mode === "distance" || void 0
      };
    })
  };
  const text3 = JSON.stringify(tour, null, 1);
  return text3.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
function readTour(text3, data) {
  let held;
  try {
    held = JSON.parse(text3);
  } catch {
    throw new DamagedTour("it is no JSON");
  }
  const { format, version, map, stops } = fieldsOf(held);
  if (format !== TOUR_FORMAT || version !== TOUR_VERSION) throw new DamagedTour("it is of another format");
  if (!Array.isArray(stops) || stops.length < 1 || stops.length > TOUR_STOPS) {
    throw new DamagedTour(`a tour has 1 to ${TOUR_STOPS} stops`);
  }
  const { crc32: made2 } = fieldsOf(map);
  if (made2 !== void 0 && made2 !== fingerprintOf(data)) throw new DamagedTour("it is another map's");
  return stopsIn(stops, data);
}
function stopsIn(stops, data, find2 = finderOf(data)) {
  return stops.map((stop2, i) => {
    try {
      return stopIn(fieldsOf(stop2), data, find2);
    } catch (error) {
      if (error instanceof DamagedTour) throw new DamagedTour(`${i + 1}: ${error.message}`);
      throw error;
    }
  });
}
function stopIn(said, data, find2) {
  const {
    at = null,
    color: color2 = BY_PLACE,
    find: query2 = "",
    filters: filters2 = {},
    token: token2 = null,
    picked = null,
    nearness: nearness2 = false
  } = said;
  const stop2 = at === null ? wholeMap(data) : stopAt(Array.isArray(at) ? at : [], data);
  if (!stop2) throw new DamagedTour("at");
  if (typeof query2 !== "string" || isLonger(query2, TOUR_QUERY)) throw new DamagedTour("find");
  if (color2 !== BY_PLACE && !data.columns.some(({ name }) => name === color2)) throw new DamagedTour("color");
  const row = (named2) => {
    const found = typeof named2 === "string" || typeof named2 === "number" ? find2(named2) : -1;
    if (found < 0) throw new DamagedTour("token");
    return found;
  };
  if (picked !== null && (!Array.isArray(picked) || picked.length > TOUR_TOKENS)) throw new DamagedTour("picked");
  const chosen = {
    colorBy: color2,
    query: query2,
    selected: token2 === null ? -1 : row(token2),
    picked: picked === null ? null : Uint32Array.from(picked, row).sort(),
    filters: filtersIn(fieldsOf(filters2), data),
    mode: nearness2 === true && token2 !== null ? "distance" : "column"
  };
  return { ...stop2, name: wordsOf(said.name, TOUR_NAME), note: wordsOf(said.note, TOUR_NOTE), chosen };
}
function wordsOf(said, most) {
  if (said === void 0 || said === null) return void 0;
  const texts2 = typeof said === "string" ? [said] : Object.values(fieldsOf(said));
  if (!texts2.every((text3) => typeof text3 === "string" && !isLonger(text3, most))) throw new DamagedTour("name, note");
  return said;
}
function filtersIn(said, { columns: columns2 }) {
  const entries = Object.entries(said).map(([name, kept]) => {
    const column = columns2.find((one2) => one2.name === name);
    if (!column || !Array.isArray(kept)) throw new DamagedTour("filters");
    const filter2 = heardFilter(column, kept);
    const fits = "only" in filter2 ? filter2.only.length > 0 && filter2.only[0] >= 0 : filter2.low <= filter2.high;
    if (!fits || !column.categories && kept.length !== 2) throw new DamagedTour("filters");
    return [name, filter2];
  });
  return Object.fromEntries(entries);
}

// src/input/stops.ts
var FEWEST = 5;
var saved = /* @__PURE__ */ new WeakMap();
function markSaved(context) {
  saved.set(context, context.store.state.stops);
}
function countUnsaved(context) {
  const kept = saved.get(context) ?? [];
  return context.store.state.stops.filter((stop2, i) => stop2 !== kept[i]).length;
}
var reached = /* @__PURE__ */ new WeakMap();
function stopsOf(places) {
  const levels = [0, 1, 2].map((level) => places.filter((place2) => place2.level === level));
  const chosen = levels.find(({ length }) => length >= FEWEST) ?? places;
  const middle = (axis) => chosen.reduce((sum2, place2) => sum2 + place2[axis], 0) / chosen.length;
  const [x, y] = [middle("x"), middle("y")];
  const turn = (place2) => Math.atan2(place2.y - y, place2.x - x);
  return [...chosen].sort((one2, other) => turn(one2) - turn(other));
}
function withStop(stops, view2, homeScale) {
  const near = (a, b) => Math.abs(a - b) * view2.zoom * homeScale < 4;
  const shown = signOf(view2.chosen);
  const others = stops.filter(
    ({ x, y, zoom: zoom3, chosen }) => !(near(x, view2.x) && near(y, view2.y) && Math.abs(zoom3 / view2.zoom - 1) < 0.01 && signOf(chosen) === shown)
  );
  return others.length < stops.length ? others : [...stops, view2].slice(0, TOUR_STOPS);
}
function signOf(chosen = FIRST_CHOICE) {
  const { colorBy, query: query2, selected, picked, filters: filters2, mode } = chosen;
  return JSON.stringify([colorBy, query2, selected, picked && [...picked], Object.entries(filters2).sort(), mode]);
}
function keepStop(context) {
  const { camera, store } = context;
  const { view: view2, home } = camera;
  const [dx, dy] = asideOf(context);
  const { colorBy, query: query2, selected, picked, filters: filters2, mode, stops } = store.state;
  const chosen = { colorBy: colorBy || PLACE, query: query2, selected, picked, filters: filters2, mode };
  const away = Math.max(Math.abs(view2.x - home.x), Math.abs(view2.y - home.y)) * view2.scale;
  const zoom3 = view2.scale / home.scale;
  const place2 = { x: view2.x + dx / view2.scale, y: view2.y + dy / view2.scale, zoom: zoom3 };
  const here = { ...place2, ...away < 1 && Math.abs(zoom3 - 1) < 1e-3 ? { isHome: true } : {} };
  const kept = signOf(chosen) === signOf() ? here : { ...here, chosen };
  store.set({ stops: withStop(stops, kept, home.scale), stop: -1 });
}
function asideOf({ camera, root: root2 }) {
  return root2.classList.contains("phone") ? camera.aside : [0, camera.aside[1]];
}
function goOn(context, by) {
  const { stops, stop: stop2 } = context.store.state;
  if (stops.length > 0) {
    const none2 = by > 0 ? -1 : stops.length;
    return goToKept(context, ((stop2 < 0 ? none2 : stop2) + by + stops.length) % stops.length);
  }
  const places = stopsOf(context.places());
  const count2 = places.length + 1;
  const next = ((reached.get(context) ?? 0) + by + count2) % count2;
  reached.set(context, next);
  context.goToStop(places[next - 1]);
}
function goToKept(context, which) {
  const { camera, data, store } = context;
  const { stops } = store.state;
  const { x, y, zoom: zoom3, isHome, chosen } = stops[which];
  const choose = stops.some((stop2) => stop2.chosen || stop2.note);
  const first = { ...FIRST_CHOICE, colorBy: data.columns.length > 0 ? PLACE : "" };
  store.set({ stop: which, ...choose ? { ...first, ...chosen, hover: -1, road: null } : {} });
  context.fit();
  const scale = zoom3 * camera.home.scale;
  const [dx, dy] = asideOf(context);
  camera.fly(isHome ? camera.home : { x: x - dx / scale, y: y - dy / scale, scale });
}
function startOver(context) {
  reached.delete(context);
  const { stops } = context.store.state;
  if (stops.some(({ note, name }) => note || name)) goToKept(context, 0);
  else context.store.set({ stop: -1 });
}

// src/input/shortcuts.ts
var STEP2 = 80;
var ZOOM = 1.6;
var REACH2 = 200;
var ARROWS = {
  ArrowLeft: [-STEP2, 0],
  ArrowRight: [STEP2, 0],
  ArrowUp: [0, -STEP2],
  ArrowDown: [0, STEP2]
};
var TOOLS = { l: "lasso", b: "box" };
var SHORTCUTS = [
  {
    name: "move",
    keys: Object.keys(ARROWS),
    caps: ["←"],
    help: "move (arrow keys, or drag)",
    where: "map",
    act: (context, key) => {
      const [right, down] = ARROWS[key];
      if (context.store.state.presenting) goOn(context, Math.sign(right + down));
      else context.camera.panBy(right, down);
    }
  },
  {
    name: "zoom",
    keys: ["+", "=", "-"],
    caps: ["+", "−"],
    help: "zoom (or wheel, or pinch)",
    where: "map",
    act: ({ camera }, key) => camera.zoomBy(key === "-" ? 1 / ZOOM : ZOOM)
  },
  {
    name: "wholeMap",
    keys: ["0"],
    caps: ["0"],
    help: "the whole map",
    where: "map",
    act: ({ camera }) => camera.fly(camera.home)
  },
  {
    name: "search",
    keys: ["/"],
    caps: ["/"],
    help: "search: words, or a /pattern/",
    where: "page",
    act: ({ left }) => left.querySelector("input.query")?.focus()
  },
  {
    name: "choose",
    keys: ["Enter"],
    caps: ["Enter"],
    help: "on the map: select the token in the middle; in the search: fly to the next one found",
    where: "map",
    act: ({ camera, picking, select: select3 }) => select3(picking.at(camera, camera.width / 2, camera.height / 2, [], REACH2))
  },
  {
    name: "walk",
    keys: [],
    caps: ["Tab"],
    help: "from the map to the neighbors and everything else",
    where: "page",
    act: () => void 0
  },
  {
    name: "outline",
    keys: Object.keys(TOOLS),
    caps: ["L", "B"],
    help: "outline tokens with a lasso or a box (or Shift and drag)",
    where: "map",
    act: ({ store }, key) => store.set({ tool: store.state.tool === TOOLS[key] ? "move" : TOOLS[key] })
  },
  {
    name: "pickScreen",
    keys: ["s"],
    caps: ["S"],
    help: "select all that is on the screen and in color",
    where: "map",
    act: pickScreen
  },
  {
    name: "pin",
    keys: ["c"],
    caps: ["C"],
    help: "pin the selected token, to compare its neighbors with those of others; the same again: unpin it",
    where: "map",
    act: ({ store }) => togglePin(store, store.state.selected)
  },
  {
    name: "textSize",
    keys: ["t"],
    caps: ["T"],
    help: "larger text on the map, and back",
    where: "map",
    act: ({ store }) => store.set({ textSize: nextTextSize(store.state.textSize) })
  },
  {
    name: "present",
    keys: ["p"],
    caps: ["P"],
    help: "present: the map alone, in large text; arrow keys go from place to place, Esc ends it",
    where: "map",
    act: (context) => {
      const { store, surface } = context;
      surface.focus();
      if (!store.state.presenting) startOver(context);
      store.set({ presenting: !store.state.presenting });
    }
  },
  {
    name: "keepStop",
    keys: ["k"],
    caps: ["K"],
    help: "keep this view as a stop of a tour, in the page's address; the same again: keep it no longer",
    where: "map",
    act: keepStop
  },
  {
    name: "stops",
    keys: ["PageDown", "PageUp"],
    caps: ["PgDn"],
    help: "the next stop: of the tour, else of the largest places, once around the map",
    where: "map",
    act: (context, key) => goOn(context, key === "PageDown" ? 1 : -1)
  },
  {
    name: "tour",
    keys: ["e"],
    caps: ["E"],
    help: "the tour: its stops, what they say, and files of it",
    where: "map",
    act: ({ bar }) => bar.querySelector('[data-key="tour"]')?.click()
  },
  {
    name: "table",
    keys: ["d"],
    caps: ["D"],
    help: "the table of what is kept, in the order of any column",
    where: "map",
    act: ({ bar }) => bar.querySelector('[data-key="table"]')?.click()
  },
  {
    name: "clear",
    keys: ["Escape"],
    caps: ["Esc"],
    help: "clear, step by step",
    where: "page but dialogs",
    act: clearOne
  },
  {
    name: "help",
    keys: ["?"],
    caps: ["?"],
    help: "this card",
    where: "page",
    act: ({ bar }) => bar.querySelector('[data-key="help"]')?.click()
  }
];
function clearOne({ select: select3, store, surface }) {
  surface.focus();
  const { picked, pins, presenting, query: query2, selected, stop: stop2, tool } = store.state;
  if (presenting) store.set({ presenting: false });
  else if (stop2 >= 0) store.set({ stop: -1 });
  else if (tool !== "move") store.set({ tool: "move" });
  else if (selected >= 0) select3(-1);
  else if (picked) store.set({ picked: null });
  else if (pins.length > 0) store.set({ pins: [] });
  else if (query2) store.set({ query: "" });
}

// src/input/keyboard.ts
function shortcutFor(key, focus, shortcuts = SHORTCUTS, taken = () => false) {
  const found = shortcuts.find(({ keys }) => keys.includes(key));
  if (!found || focus === "text") return void 0;
  const answers = focus === "map" || found.where === "page" || focus === "other" && !taken(key);
  return answers ? found : void 0;
}
var TAKEN = [
  ["button, a, summary", /^Enter$/],
  ["input[type=range]", /^(Arrow|Home$|End$|Page)/],
  ["p[tabindex]", /^(ArrowUp|ArrowDown|Home|End)$/],
  // a text that is longer than its place
  ["[data-row], [data-codes]", /^(ArrowUp|ArrowDown|Home|End)$/]
];
var takenBy = (target) => (key) => TAKEN.some(([control, keys]) => keys.test(key) && target.closest(control) !== null);
function focusOf(target, { surface }) {
  if (target === surface) return "map";
  if (takesText(target)) return "text";
  return target.closest("dialog") ? "dialog" : "other";
}
function listenToKeys(context, ownsPage = false) {
  const { roots, surface } = context;
  const listener = (event) => {
    const [target] = event.composedPath();
    if (event.ctrlKey || event.metaKey || event.altKey || composes(event)) return;
    const focus = focusOf(target, context);
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const shortcut = shortcutFor(key, focus, SHORTCUTS, takenBy(target));
    if (!shortcut) return;
    if (focus === "map" || shortcut.where !== "page but dialogs") event.preventDefault();
    shortcut.act(context, key);
  };
  const stray = (event) => {
    if (event.target !== document.body) return;
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const same2 = { key, ctrlKey, metaKey, altKey, shiftKey, bubbles: true, cancelable: true };
    if (!surface.dispatchEvent(new KeyboardEvent("keydown", same2))) event.preventDefault();
  };
  for (const root2 of roots) root2.addEventListener("keydown", listener);
  if (ownsPage) document.addEventListener("keydown", stray);
  return () => {
    for (const root2 of roots) root2.removeEventListener("keydown", listener);
    document.removeEventListener("keydown", stray);
  };
}

// src/input/pointer.ts
var REACH_MOUSE = 9;
var REACH_TOUCH = 22;
function listenToPointer(context) {
  const { camera, data, picking, store, surface } = context;
  const rowAt2 = (event, reach) => {
    const box = surface.getBoundingClientRect();
    return picking.at(camera, event.clientX - box.left, event.clientY - box.top, context.visibleLabels(), reach);
  };
  const nameAt = (event) => {
    const box = surface.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const isAt = ({ left, top, width, height }) => x >= left && x <= left + width && y >= top && y <= top + height;
    return context.visibleLabels().some(isAt) ? void 0 : context.visibleRegions().find(isAt);
  };
  let touched = false;
  const onDown = (event) => void (touched = event.pointerType === "touch");
  const isOnScreen = (row) => {
    const [x, y] = camera.toScreen(data.x[row], data.y[row]);
    return x >= 0 && y >= 0 && x <= camera.width && y <= camera.height;
  };
  const onMove = (event) => {
    if (event.pointerType === "touch" || event.buttons) return;
    const name = nameAt(event);
    const row = name ? -1 : rowAt2(event, REACH_MOUSE);
    surface.style.cursor = name ? "zoom-in" : row >= 0 ? "pointer" : "";
    store.set({ hover: row });
  };
  const onLeave = () => store.set({ hover: -1 });
  const onClick = (event) => {
    const name = nameAt(event);
    if (name) return context.goToRegion(name);
    const row = rowAt2(event, touched ? REACH_TOUCH : REACH_MOUSE);
    if (row >= 0 && !isOnScreen(row))
      context.goTo(row);
    else context.select(row);
  };
  const onDoubleClick = (event) => {
    const box = surface.getBoundingClientRect();
    const [x, y] = camera.toWorld(event.clientX - box.left, event.clientY - box.top);
    camera.fly({ x, y, scale: camera.view.scale * 2.5 });
  };
  surface.addEventListener("pointerdown", onDown);
  surface.addEventListener("pointermove", onMove);
  surface.addEventListener("pointerleave", onLeave);
  surface.addEventListener("click", onClick);
  surface.addEventListener("dblclick", onDoubleClick);
  return () => {
    surface.removeEventListener("pointerdown", onDown);
    surface.removeEventListener("pointermove", onMove);
    surface.removeEventListener("pointerleave", onLeave);
    surface.removeEventListener("click", onClick);
    surface.removeEventListener("dblclick", onDoubleClick);
  };
}

// src/data/check.ts
function findingsOf({ meta, n }) {
  const all = fieldsOf(own(meta, "check")).findings;
  if (!Array.isArray(all)) return [];
  const found = all.map((entry) => foundOf(fieldsOf(entry), n)).filter((one2) => one2 !== null);
  return [...found.filter(({ isFault }) => isFault), ...found.filter(({ isFault }) => !isFault)];
}
function quietOf({ meta }) {
  const { none: none2, left_out: left } = fieldsOf(own(meta, "check"));
  const listed2 = (Array.isArray(none2) ? none2 : []).flatMap((entry) => {
    const { name, title, unchecked } = fieldsOf(entry);
    if (typeof name !== "string") return [];
    return [{ name, title: textOr(title, name), why: textOr(unchecked, "") }];
  });
  const reasons = Object.entries(fieldsOf(left));
  return {
    none: listed2.filter(({ why }) => why === ""),
    soFar: listed2.filter(({ why }) => why !== ""),
    notChecked: reasons.map(([name, why]) => ({ name, title: name, why: textOr(why, "") }))
  };
}
var textOr = (value, other) => typeof value === "string" && value !== "" ? value : other;
function foundOf(entry, n) {
  const { name, rows, count: count2 } = entry;
  if (typeof name !== "string" || !Array.isArray(rows)) return null;
  const sound = rows.filter((row) => Number.isInteger(row) && row >= 0 && row < n);
  if (sound.length === 0) return null;
  const text3 = (key) => typeof entry[key] === "string" ? entry[key] : "";
  return {
    name,
    title: text3("title") || name,
    rule: text3("rule"),
    sure: text3("sure"),
    advice: text3("advice"),
    count: Number.isInteger(count2) ? count2 : sound.length,
    isFault: entry.is_fault === true,
    rows: Uint32Array.from(new Set(sound))
  };
}
function trainedOf({ columns: columns2 }) {
  return columns2.find(({ name, categories }) => name === "trained" && !categories);
}

// src/data/names.ts
var KEPT_DIGITS = 4;
function titleOf({ name, title }, locale) {
  return own(languageOf(locale).columns, name) || title;
}
function numberOf(column, value, locale) {
  return column.rounded ? written(significant(value, KEPT_DIGITS), KEPT_DIGITS, locale) : writtenWhole(value, locale);
}
function categoryOf(column, code, locale) {
  const name = column.categories?.[code] ?? "";
  const names = own(languageOf(locale).categories, column.name);
  return names && own(names, name) || column.name === "script" && scriptOf(name, locale) || name;
}
function scriptOf(name, locale) {
  if (locale === "en" || typeof Intl.DisplayNames === "undefined") return void 0;
  const named2 = (code2, language3) => new Intl.DisplayNames(language3, { type: "script", fallback: "none" }).of(code2);
  const known4 = own(SCRIPT_CODES, name);
  const [code] = /^[A-Z][a-z]{3}/.exec(name) ?? [""];
  if (known4) return named2(known4, locale);
  return code && named2(code, "en") === name ? named2(code, locale) : void 0;
}

// src/labels/beginnings.ts
var IDEOGRAPHS = String.fromCharCode(FIRST_IDEOGRAPH);
var COUNTED = /^[\0-\ud7ff]*$/;
function beginnings(texts2, kindOf) {
  const [words3, pieces] = [/* @__PURE__ */ new Map(), /* @__PURE__ */ new Map()];
  texts2.slice(0, BEGUN_ROWS).forEach((text3, row) => {
    const kind = kindOf(row);
    const rows = kind === "word" ? words3 : kind === "continuation" ? pieces : null;
    if (rows && text3.length <= LONG_TEXT && COUNTED.test(text3) && !rows.has(text3)) rows.set(text3, row);
  });
  const found = /* @__PURE__ */ new Set();
  if (!isMerged(words3, pieces)) return found;
  const [shortest3, least, most] = BEGUN_LETTERS;
  const [times, plus] = BEGUN_WITHIN;
  for (const [text3, row] of words3) {
    for (let length = Math.max(shortest3, text3.length - most); length <= text3.length - least; length++) {
      const begun = words3.get(text3.slice(0, length));
      if (begun !== void 0 && begun < row && row <= times * begun + plus) found.add(begun);
    }
  }
  return found;
}
function isMerged(words3, pieces) {
  const step = Math.max(1, Math.floor(words3.size / MERGED_SAMPLE));
  let [at, asked, merged] = [0, 0, 0];
  for (const [text3, row] of words3) {
    if (at++ % step > 0 || text3.length < 3) continue;
    asked++;
    for (let cut = 1; cut < text3.length; cut++) {
      if (!((words3.get(text3.slice(0, cut)) ?? row) < row && (pieces.get(text3.slice(cut)) ?? row) < row)) continue;
      merged++;
      break;
    }
  }
  return merged > 0 && merged >= MERGED_SHARE * asked;
}
function areSignsLone(texts2, kindOf) {
  let [words3, lone, longer] = [0, 0, 0];
  texts2.forEach((text3, row) => {
    if (kindOf(row) !== "word") return;
    words3++;
    if (text3 < IDEOGRAPHS) return;
    if (text3.length < 2) lone++;
    else longer++;
  });
  return lone > longer && lone < LONE_SHARE * words3;
}

// src/labels/importance.ts
var IDEOGRAPHS2 = String.fromCharCode(FIRST_IDEOGRAPH);
function orderOfImportance(data) {
  const { n } = data;
  const score = new Uint32Array(n);
  const kind = data.columns.find((column) => column.name === "kind" && column.categories);
  const setback = kind?.categories?.map((name) => own(SETBACK_PERCENT, name) ?? 0);
  const kindOf = (row) => kind?.categories?.[kind.values[row]] ?? "";
  const signsAreLone = kind !== void 0 && areSignsLone(data.readable, kindOf);
  const begun = kind ? beginnings(data.readable, kindOf) : /* @__PURE__ */ new Set();
  for (let i = 0; i < n; i++) {
    const text3 = data.readable[i];
    let back = (kind && setback?.[kind.values[i]]) ?? 0;
    if (text3.length < 2 && (text3 < IDEOGRAPHS2 || signsAreLone && kindOf(i) === "word")) back += LONE_PERCENT;
    else if (isLonger(text3, LONG_TEXT)) back += LONG_PERCENT;
    if (begun.has(i)) back += BEGUN_PERCENT;
    score[i] = 100 * i + n * back;
  }
  const byLower = sortedBy(Uint32Array.from(score.keys()), (row) => score[row] & 65535);
  return sortedBy(byLower, (row) => score[row] >>> 16);
}
function keptFirst(order, kept) {
  if (!kept) return order;
  return Uint32Array.from([...order.filter((row) => kept[row] === 1), ...order.filter((row) => kept[row] !== 1)]);
}

// worker-text:src/labels/label-worker.ts
var label_worker_default = '"use strict";(()=>{var z=self;var le="None";var K=[[8204,8205]],ee=[[847,847],[4447,4448],[6068,6069],[6155,6157],[6159,6159],[10240,10240],[12644,12644],[65024,65039],[65440,65440],[917760,917999]];var me=[[13312,40959],[44032,55203]],he=[[12353,12543]],ye=[[12449,12534],[12541,12542]];var ne=384,O=16,pe=.02,te=[12,6,3,1],ge=.25,F=2,G=12;var xe=3,Ae=22,Ee=40,Se=4,Re=.12,ae=.5,we=.05,Te=20,D=4,Ne=.6,Ie=5,Me=6,Oe="-";var _e=["word","continuation"];function $(n,e=0,t=1){return Math.min(Math.max(n,e),t)}function j(n,e=Nn(n.n),t=Math.max(O,3*e+3)){let{cell:a,columns:r,rows:f}=De(n,t),o=Tn(Y(n,t),{columns:r,rows:f},e),s=0,c=0,d=2*(t-O),i=(r-d)*(f-d),u=pe*n.n/i*(2*e+1)**6;for(let b of o)b>u&&(s++,c+=b);let m=c/Math.max(s,1)||1,g=Float32Array.from(o,b=>b/m);return{columns:r,rows:f,cell:a,left:-t*a,top:-t*a,values:g}}function Tn(n,{columns:e,rows:t},a){let r=new Float64Array(e*t);for(let f of n)r[f]++;for(let f=0;f<3;f++)r=Le(r,e,t,1,e,a),r=Le(r,t,e,e,1,a);return r}function Y(n,e){let{cell:t,columns:a,rows:r}=De(n,e),f=new Uint32Array(n.n);for(let o=0;o<n.n;o++){let s=Math.min(a-1,e+Math.floor(n.x[o]/t)),c=Math.min(r-1,e+Math.floor(n.y[o]/t));f[o]=c*a+s}return f}function De({width:n,height:e},t){let a=Math.max(n,e,1)/(ne-2*O),[r,f]=[n,e].map(o=>Math.ceil(o/a)+2*t);return{cell:a,columns:r,rows:f}}function Nn(n){return $(Math.round(.7*(ne/Math.sqrt(Math.max(n,1))+1)),2,7)}function Le(n,e,t,a,r,f){let o=new Float64Array(n.length);for(let s=0;s<t;s++){let c=s*r,d=0;for(let i=-f;i<e;i++)i+f<e&&(d+=n[c+(i+f)*a]),i-f-1>=0&&(d-=n[c+(i-f-1)*a]),i>=0&&(o[c+i*a]=d)}return o}var ve=[Int8Array,Uint8Array,Uint8ClampedArray,Int16Array,Uint16Array,Int32Array,Uint32Array,Float32Array,Float64Array],re=1,k=8,R=new Uint32Array(96),_=class n{static from(e){if(!e||e.byteLength===void 0||e.buffer)throw new Error("Data must be an instance of ArrayBuffer or SharedArrayBuffer.");let[t,a]=new Uint8Array(e,0,2);if(t!==219)throw new Error("Data does not appear to be in a KDBush format.");let r=a>>4;if(r!==re)throw new Error(`Got v${r} data when expected v${re}.`);let f=ve[a&15];if(!f)throw new Error("Unrecognized array type.");let[o]=new Uint16Array(e,2,1),[s]=new Uint32Array(e,4,1);return new n(s,o,f,void 0,e)}constructor(e,t=64,a=Float64Array,r=ArrayBuffer,f){if(isNaN(e)||e<0)throw new Error(`Unexpected numItems value: ${e}.`);this.numItems=+e,this.nodeSize=Math.min(Math.max(+t,2),65535),this.ArrayType=a,this.IndexArrayType=e<65536?Uint16Array:Uint32Array;let o=ve.indexOf(this.ArrayType),s=e*2*this.ArrayType.BYTES_PER_ELEMENT,c=e*this.IndexArrayType.BYTES_PER_ELEMENT,d=(8-c%8)%8;if(o<0)throw new Error(`Unexpected typed array class: ${a}.`);if(f)this.data=f,this.ids=new this.IndexArrayType(f,k,e),this.coords=new a(f,k+c+d,e*2),this._pos=e*2,this._finished=!0;else{let i=this.data=new r(k+s+c+d);this.ids=new this.IndexArrayType(i,k,e),this.coords=new a(i,k+c+d,e*2),this._pos=0,this._finished=!1,new Uint8Array(i,0,2).set([219,(re<<4)+o]),new Uint16Array(i,2,1)[0]=t,new Uint32Array(i,4,1)[0]=e}}add(e,t){let a=this._pos>>1;return this.ids[a]=a,this.coords[this._pos++]=e,this.coords[this._pos++]=t,a}finish(){let e=this._pos>>1;if(e!==this.numItems)throw new Error(`Added ${e} items when expected ${this.numItems}.`);return ce(this.ids,this.coords,this.nodeSize,0,this.numItems-1,0),this._finished=!0,this}range(e,t,a,r){if(!this._finished)throw new Error("Data not yet indexed - call index.finish().");let{ids:f,coords:o,nodeSize:s}=this;R[0]=0,R[1]=f.length-1,R[2]=0;let c=3,d=[];for(;c>0;){let i=R[--c],u=R[--c],m=R[--c];if(u-m<=s){for(let y=m;y<=u;y++){let p=o[2*y],A=o[2*y+1];p>=e&&p<=a&&A>=t&&A<=r&&d.push(f[y])}continue}let g=m+u>>1,b=o[2*g],h=o[2*g+1];b>=e&&b<=a&&h>=t&&h<=r&&d.push(f[g]),(i===0?e<=b:t<=h)&&(R[c++]=m,R[c++]=g-1,R[c++]=1-i),(i===0?a>=b:r>=h)&&(R[c++]=g+1,R[c++]=u,R[c++]=1-i)}return d}within(e,t,a){let r=[];return this.withinInto(e,t,a,r),r}withinInto(e,t,a,r){if(!this._finished)throw new Error("Data not yet indexed - call index.finish().");let{ids:f,coords:o,nodeSize:s}=this;R[0]=0,R[1]=f.length-1,R[2]=0;let c=3,d=0,i=a*a;for(;c>0;){let u=R[--c],m=R[--c],g=R[--c];if(m-g<=s){for(let p=g;p<=m;p++)Ue(o[2*p],o[2*p+1],e,t)<=i&&(r[d++]=f[p]);continue}let b=g+m>>1,h=o[2*b],y=o[2*b+1];Ue(h,y,e,t)<=i&&(r[d++]=f[b]),(u===0?e-a<=h:t-a<=y)&&(R[c++]=g,R[c++]=b-1,R[c++]=1-u),(u===0?e+a>=h:t+a>=y)&&(R[c++]=b+1,R[c++]=m,R[c++]=1-u)}return d}};function ce(n,e,t,a,r,f){if(r-a<=t)return;let o=a+r>>1;Pe(n,e,o,a,r,f),ce(n,e,t,a,o-1,1-f),ce(n,e,t,o+1,r,1-f)}function Pe(n,e,t,a,r,f){for(;r>a;){if(r-a>600){let d=r-a+1,i=t-a+1,u=Math.log(d),m=.5*Math.exp(2*u/3),g=.5*Math.sqrt(u*m*(d-m)/d)*(i-d/2<0?-1:1),b=Math.max(a,Math.floor(t-i*m/d+g)),h=Math.min(r,Math.floor(t+(d-i)*m/d+g));Pe(n,e,t,b,h,f)}let o=e[2*t+f],s=a,c=r;for(B(n,e,a,t),e[2*r+f]>o&&B(n,e,a,r);s<c;){for(B(n,e,s,c),s++,c--;e[2*s+f]<o;)s++;for(;e[2*c+f]>o;)c--}e[2*a+f]===o?B(n,e,a,c):(c++,B(n,e,c,r)),c<=t&&(a=c+1),t<=c&&(r=c-1)}}function B(n,e,t,a){oe(n,t,a),oe(e,2*t,2*a),oe(e,2*t+1,2*a+1)}function oe(n,e,t){let a=n[e];n[e]=n[t],n[t]=a}function Ue(n,e,t,a){let r=n-t,f=e-a;return r*r+f*f}function Ce({n,x:e,y:t}){let a=new _(n,64,Float32Array);for(let r=0;r<n;r++)a.add(e[r],t[r]);return a.finish().data}var In=/^(?=.)x{0,3}(ix|iv|v?i{0,3})$/;function Fe({unfit:n,functions:e}){let t=new Set(n.flatMap(r=>r.match(/.{8}/g)??[])),a=new Set(e.join(" ").split(" "));return{isUnfit:r=>t.has(Mn(r).toString(16).padStart(8,"0")),isFunctionWord:r=>a.has(r)||In.test(r)}}function Mn(n){let e=2166136261;for(let t=0;t<n.length;t++)e=Math.imul(e^n.charCodeAt(t),16777619);return e>>>0}function I(n){return n.map(([e,t])=>`${Ge(e)}-${Ge(t)}`).join("")}function Ge(n){return n>65535?`\\\\u{${n.toString(16)}}`:`\\\\u${n.toString(16).padStart(4,"0")}`}var On=new RegExp(`[${I(ye)}]`,"g"),_n=/^[\\u0000-\\u007f]*$/;function ke(n){return _n.test(n)?n.toLowerCase():n.normalize("NFKC").toUpperCase().toLowerCase().replaceAll("ς","σ").normalize("NFKC").replace(On,e=>String.fromCharCode(e.charCodeAt(0)-96))}var ra=new RegExp(`^[ ${I([...ee,...K])}]+$`,"u"),oa=new RegExp(`[${I(K)}]`),ca=new RegExp("^\\\\p{M}","u");var fa=new RegExp(`^[^ \\\\p{M}${I([...ee,...K])}]`,"u");function Be(n,e){return n.length>e&&(n.length>2*e||[...n].length>e)}var q=\'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Yu Gothic", "Noto Sans CJK JP", "Noto Sans JP", Meiryo, "Apple SD Gothic Neo", "Malgun Gothic", "PingFang SC", "Microsoft YaHei", "Noto Sans Devanagari", "Noto Naskh Arabic", "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif\';var Ln=new Set(_e),[Dn,vn]=["number","continuation"],Un=new RegExp(`^[1-9][0-9]{0,${Me-1}}$`),Pn=new Set;function ze(n,e,t=Pn){for(let a of Cn(n,e,t)){let r=a.filter(f=>!t.has(f));if(r.length>0)return r}return[]}function*Cn(n,e,t){let{kind:a,script:r}=e,f=a?We(n,a):null,o=f?a.categories[f.code]:"word";if(o===Dn){let m=fe(n,a,f);yield Wn(m.map(g=>e.texts[g])),yield se(m,e,t)}else!Ln.has(o)&&f.share>ae&&(yield[a.names[f.code]]);let s=r?We(n,r):null,c=s&&r.categories[s.code]!==le?s:null,d=c&&c.share>ae?[r.names[c.code]]:[];s&&e.rare.has(s.code)&&(yield d);let i=n.filter(m=>e.isWord(m)),u=fe(i,r,c);yield se(Bn(fe(u,a,f),u,i),e,t),yield d,yield se(n,e,t).slice(0,1)}function Ke(n){let e=n.match(/[\\p{L}\\p{M}]/gu)??[];return e.length===0||!new RegExp("^\\\\p{L}","u").test(n)?!1:e.reduce((a,r)=>a+kn(r),0)>=3}var Fn=new RegExp(`[${I(me)}]`,"u"),Gn=new RegExp(`[${I(he)}]`,"u"),kn=n=>Fn.test(n)?3:Gn.test(n)?1.5:1;function $e({values:n,categories:e}){let t=je(n,e.length);return new Set([...t.keys()].filter(a=>t[a]<we*n.length))}function We(n,{values:e,categories:t}){let a=je(n.map(f=>e[f]),t.length),r=0;for(let f=1;f<a.length;f++)a[f]>a[r]&&(r=f);return{code:r,share:a[r]/n.length}}function je(n,e){let t=new Uint32Array(e);for(let a=0;a<n.length;a++)t[n[a]]++;return t}function fe(n,e,t){return e&&t?n.filter(a=>e.values[a]===t.code):n}var Bn=(...n)=>n.find(({length:e})=>e>0)??[];function Wn(n){let e=Float64Array.from(n.filter(t=>Un.test(t)).map(Number)).sort();return 2*e.length<=n.length?[]:Hn(e).map(([t,a])=>t<a?`${t}–${a}`:String(t))}var v=n=>n.reduce((e,[t,a])=>e+a-t,0);function Hn(n){let e=Math.floor(n.length/Te),t=[[n[e],n[n.length-1-e]]];if(e===0)return t;for(let a of[zn(n,e),Kn(n,e)])a.length>0&&v(a)<Ne*v(t)&&(t=a);return t}function zn(n,e){let t=[];for(let a=0;a<=D;a++){let r=[[n[a*e],n[n.length-1-(D-a)*e]]];(t.length===0||v(r)<v(t))&&(t=r)}return t}function Kn(n,e){let t=Math.ceil(n.length/Ie),a=[];for(let r=0;r<=D;r++)for(let f=0;r+f<=D;f++){let[o,s]=[r*e,n.length-1-f*e],c=(D-r-f)*e+1,d=o+t-1;if(d>s-t+1-c)continue;for(let u=d+1;u<=s-t+1-c;u++)n[u+c]-n[u]>n[d+c]-n[d]&&(d=u);let i=[[n[o],n[d]],[n[d+c],n[s]]];(a.length===0||v(i)<v(a))&&(a=i)}return a}function se(n,e,t){let{texts:a,place:r,typical:f,kind:o,judge:s}=e,c=b=>(f[b]+.5)*Math.exp(-r[b]/(Re*r.length)),d=o?.categories.indexOf(vn)??-1,u=$n(n,c,Ee).map(b=>{let h=o?.values[b]===d,y=ke(a[b]);return{shown:h?Oe+a[b]:a[b],folded:y,says:h||!s.isFunctionWord(y)}}).filter(({shown:b,folded:h})=>!t.has(b)&&!s.isUnfit(h)),g=He(u).some(({says:b})=>b)?u.filter(({says:b})=>b):u;return He(g).map(({shown:b})=>b)}function He(n){let e=[];for(let t of n){let{folded:a}=t,r=[...a].slice(0,Se).join("");if(e.some(o=>o.folded.startsWith(r)||r.startsWith(o.folded)))continue;let f=[...e,t].map(o=>o.shown).join(" ");if(!(e.length>0&&Be(f,Ae))&&(e.push(t),e.length===xe))break}return e}function $n(n,e,t){let a=[];for(let r of n){let f=e(r);if(a.length===t&&f<=a[t-1].value)continue;let o=a.length;for(;o>0&&a[o-1].value<f;)o--;a.splice(o,0,{row:r,value:f}),a.length>t&&a.pop()}return a.map(({row:r})=>r)}var jn=3;function Xe(n,e,t,a=null){if(n.n<4*G)return[];let r=Vn(n),f=new Uint32Array(n.n);t.forEach((b,h)=>f[b]=h);let{kind:o,script:s,words:c}=n,d=s?$e(s):new Set,i={texts:e,place:f,isWord:Jn(n.n,b=>Ke(e[b])),kind:o,script:s,rare:d,judge:Fe(c)},u=null,m=[],g=(b,h,y)=>{u=nt(n,r,{naming:i,level:b,kept:a,above:u},h,y),m.push(...u.regions.values())};return te.forEach((b,h)=>{let y=j(r,b,O),p=Zn(y);g(h,y,p),h===te.length-1&&g(h+1,y,Xn(p,Y(r,O),y))}),m}var Yn=4,qn=2,Ye=2,qe=-2;function Xn(n,e,{columns:t}){let[a,r]=[n,Int32Array.from(e,u=>n[u])].map(ue),f=[...a].filter(([u])=>u>=0&&(r.get(u)??0)>=G),o=f.map(([,u])=>u).sort((u,m)=>u-m)[f.length>>1]??1,s=new Set(f.filter(([,u])=>u<Yn*o).map(([u])=>u)),c=Math.max(1,Math.round(qn*Math.sqrt(o))),d=n.map(u=>s.has(u)?-1:qe),i=0;for(let u=0;u<=Ye;u++){let m=c*2**u,g=Math.ceil(t/m),b=new Map,h=n.map((p,A)=>{if(d[A]!==qe)return-1;let E=Math.floor(Math.floor(A/t)/m)*g+Math.floor(A%t/m),w=u===0?`${p} ${E}`:String(E),l=b.get(w)??b.size;return b.set(w,l),l}),y=ue(Int32Array.from(e,p=>h[p]));h.forEach((p,A)=>{let E=u===Ye||(y.get(p)??0)>=G;p>=0&&E&&(d[A]=i+p)}),i+=b.size}return d}function ue(n){let e=new Map;for(let t of n)e.set(t,(e.get(t)??0)+1);return e}function Jn(n,e){let t=new Int8Array(n);return a=>(t[a]||=e(a)?1:-1)===1}function Vn({n,grid:e}){let t=e.subarray(0,n),a=e.subarray(n),[r,f]=[t,a].map(o=>o.reduce((s,c)=>Math.max(s,c),0));return{n,x:t,y:a.map(o=>f-o),width:r,height:f}}function Zn({columns:n,rows:e,values:t}){let a=new Int32Array(n*e).fill(-2),r=[];for(let f=0;f<a.length;f++){let o=f;for(r.length=0;a[o]===-2;){if(t[o]<ge){a[o]=-1;break}r.push(o);let s=Qn(t,n,e,o);if(s===o){a[o]=o;break}o=s}for(let s of r)a[s]=a[o]}return a}function Qn(n,e,t,a){let[r,f]=[a%e,Math.floor(a/e)],o=a;for(let s=-F;s<=F;s++)for(let c=-F;c<=F;c++){let[d,i]=[r+c,f+s];d<0||i<0||d>=e||i>=t||n[i*e+d]>n[o]&&(o=i*e+d)}return o}function et(n,e){let t=new Map([...e?.regions.keys()??[]].map(f=>[f,0]));for(let f of n){let o=e?.regionOf[f]??-1,s=t.get(o);s!==void 0&&t.set(o,s+1)}let[a,r]=[...t].reduce((f,o)=>o[1]>f[1]?o:f,[-1,0]);return r>0&&e?.used.get(a)||new Set}function nt(n,e,{naming:t,level:a,kept:r,above:f},{cell:o},s){let{n:c,k:d,neighbors:i}=n,u=Int32Array.from(Y(e,O),l=>s[l]),m=new Map;for(let l=0;l<c;l++){if(u[l]<0)continue;let x=m.get(u[l]);x?x.push(l):m.set(u[l],[l])}let g=ue(s),b=new Float32Array(c);for(let l=0;l<c;l++)for(let x=l*d;x<(l+1)*d;x++)u[i[x]]===u[l]&&b[i[x]]++;let h={...t,typical:b},y=[...m].filter(([,l])=>l.length>=G).map(([l,x])=>({peak:l,rows:x,ties:de(x,b)})).sort((l,x)=>x.ties-l.ties),p=l=>r?l.filter(x=>r[x]===1):l,A=y.map(l=>({...l,own:p(l.rows)})),E=new Map,w=({peak:l,rows:x,own:S,ties:N})=>{let M=et(x,f),T=S.length>=jn?ze(S,h,M):[];return E.set(l,new Set([...M,...T])),{level:a,words:T,x:de(x,e.x)/x.length,y:de(x,e.y)/x.length,span:Math.sqrt(g.get(l)??1)*o,count:S.length,unity:N/(x.length*Math.max(d,1))}};return{regions:new Map(A.map(l=>[l.peak,w(l)])),regionOf:u,used:E}}function de(n,e){return n.reduce((t,a)=>t+e[a],0)}var tt=[[32,687],[880,1423],[4256,4351],[7680,8191],[8208,8286],[8304,11263],[11904,42191],[44032,55203],[63744,64255],[65280,65519]],at=[[768,879],[6832,6911],[7616,7679],[8204,8205],[8400,8447],[12330,12335],[12441,12442],[65024,65039],[65056,65071]],[Je,rt,Ze]=[0,1,2],W=new Uint8Array(65536);for(let[n,e]of tt)W.fill(rt,n,e+1);for(let[n,e]of at)W.fill(Ze,n,e+1);var Ve=new WeakMap;function ie(n,e){return t=>(Ve.get(n)!==e&&Ve.set(n,n.font=e),n.measureText(t).width)}function Qe(n,e){let t=new Float32Array(65536).fill(NaN),a=new Map,r=ie(n,e),f=o=>{let s=a.get(o);return s===void 0&&a.set(o,s=r(o)),s};return o=>{let s=0;for(let c=0;c<o.length;c++){let d=o.charCodeAt(c);if(W[d]===Ze)return r(o);if(W[d]===Je){let u=c;for(;c+1<o.length&&W[o.charCodeAt(c+1)]===Je;)c++;s+=f(o.slice(u,c+1));continue}let i=t[d];i!==i&&(t[d]=i=r(o[c])),s+=i}return s}}function en({x:n,y:e},t,a=null){let r=new Map;return t.forEach((f,o)=>{if(f===1/0||a&&a[o]!==1/0)return;let s=Math.floor(Math.log2(f)),c=r.get(s);c?c.push(o):r.set(s,[o])}),[...r].map(([f,o])=>{let s=new _(o.length,64,Float32Array);for(let c of o)s.add(n[c],e[c]);return{from:2**f,rows:Uint32Array.from(o),places:s.finish().data}})}function an(n,e){let t=n.map((r,f)=>nn(r)|nn(e[f])<<1),a=tn(Uint32Array.from(t.keys()),r=>t[r]&65535);return tn(a,r=>t[r]>>>16)}function nn(n){return n=(n|n<<8)&16711935,n=(n|n<<4)&252645135,n=(n|n<<2)&858993459,(n|n<<1)&1431655765}function tn(n,e){let t=new Uint32Array(65537);for(let r of n)t[e(r)+1]++;for(let r=1;r<t.length;r++)t[r]+=t[r-1];let a=new Uint32Array(n.length);for(let r of n)a[t[e(r)]++]=r;return a}var V=class{n;labels;floor=1;side;head;entries=new Int32Array(65536);used=0;wanted;slots=[];constructor({x:e,y:t,halfWidth:a,halfHeight:r},f,o=[]){this.n=e.length,this.labels=new Float32Array(8*(this.n+o.length));for(let c=0;c<this.n;c++){let d=f[c];this.write(c,e[d],t[d],a[d],r[d],1/0,1/0)}o.forEach((c,d)=>this.write(this.n+d,c.x,c.y,c.halfWidth,c.halfHeight,1/0,c.until));let s=64;for(;s*s<4*this.n;)s*=2;this.side=s,this.head=new Int32Array(s*s),this.wanted=new Uint8Array(s*s)}from(e){return this.labels[8*e+4]}resize(e,{halfWidth:t,halfHeight:a}){this.labels[8*e+2]=t,this.labels[8*e+3]=a}move(e,t,a){this.labels[8*e+0]=t,this.labels[8*e+1]=a}rule(e,t){let{labels:a,n:r,slots:f}=this;this.floor=e,this.head.fill(-1),this.used=0;let o=t&&4*t.length<r;if(this.wanted.fill(o?0:1),o)for(let s of t)for(let c=this.touch(s);c>0;c--)this.wanted[f[c-1]]=1;for(let s=0;8*s<a.length;s++)a[8*s+4]!==1/0&&a[8*s+5]>e&&this.add(s)}put(e,t){this.labels[8*e+4]=t,this.add(e)}leastScale(e,t,a){let{entries:r,head:f,labels:o,slots:s}=this,c=o[8*e+0],d=o[8*e+1],i=o[8*e+2],u=o[8*e+3],m=t;for(let g=this.touch(e);g>0;g--)for(let b=f[s[g-1]];b>=0;b=r[b+1]){let h=r[b],y=i+o[h+2],p=u+o[h+3],A=Math.abs(c-o[h+0]),E=Math.abs(d-o[h+1]);if(A*m>=y||E*m>=p)continue;let w=Math.min(y/A,p/E);if(w>o[h+4]&&(m=Math.max(m,Math.min(w,o[h+5]))),m>a)return X(m)}return X(m)}leastScaleBeside(e,t,a,r,f){let{entries:o,head:s,labels:c,slots:d,n:i}=this,[u,m,g,b]=c.subarray(8*e,8*e+4),h=t,y=[];for(let p=this.touch(e);p>0;p--)for(let A=s[d[p-1]];A>=0;A=o[A+1]){let E=o[A],w=g+c[E+2],l=b+c[E+3],x=Math.abs(u-c[E+0]),S=Math.abs(m-c[E+1]);if(x*h>=w||S*h>=l)continue;let N=Math.min(w/x,l/S);if(!(N<=c[E+4])&&(E<8*i&&c[E+4]>=r?y.push(E,N):h=Math.max(h,Math.min(N,c[E+5])),h>a))return X(h)}f.clear();for(let p=0;p<y.length;p+=2)y[p+1]>h&&f.add(y[p]/8);return X(h)}lift(e){this.labels[8*e+4]=1/0}write(e,t,a,r,f,o,s){let{labels:c}=this;c[8*e+0]=t,c[8*e+1]=a,c[8*e+2]=r,c[8*e+3]=f,c[8*e+4]=o,c[8*e+5]=s}add(e){let{head:t,slots:a,wanted:r}=this;for(let f=this.touch(e);f>0;f--){let o=a[f-1];r[o]!==0&&(this.used===this.entries.length&&this.grow(),this.entries[this.used]=8*e,this.entries[this.used+1]=t[o],t[o]=this.used,this.used+=2)}}touch(e){let{floor:t,labels:a,side:r,slots:f}=this,o=a[8*e+0]*t,s=a[8*e+1]*t,c=a[8*e+2],d=a[8*e+3],i=Math.floor((o+c)/96),u=Math.floor((s+d)/28),m=0;for(let g=Math.floor((s-d)/28);g<=u;g++)for(let b=Math.floor((o-c)/96);b<=i;b++)f[m++]=(g&r-1)*r+(b&r-1);return m}grow(){let e=new Int32Array(2*this.entries.length);e.set(this.entries),this.entries=e}},J=new Float32Array(1),ot=new Uint32Array(J.buffer);function X(n){return J[0]=n,J[0]<n&&ot[0]++,J[0]}var U=80,ct=2,ft=4,st=90,dt=.95,ut=.5,it=.5,bt=1.3,lt=[0,.17,.33,.5,.67,.83,1].flatMap(n=>Array.from({length:n?12:1},(e,t)=>[n*Math.sin(t*Math.PI/6),n*Math.cos(t*Math.PI/6)]));function on(n,e,t,a,r,f,o){let s=Math.max(t,e.sooner),c=Math.min(2*t,a);if(s>c)return null;let d=$(st/s,ct*e.reach,ft*e.reach),i=r.filter(y=>y.until>s&&ht(e,y,d,s)),u=n.n+e.at,m=null,g=1/0,b=[],h=new Set;for(let{size:y,shortened:p}of mt(e)){let A=p?bt:1;if(g<=A)break;n.resize(u,y);for(let[E,w]of lt){let[l,x]=[e.x+E*d,e.y+w*d];if(!o(l,x))continue;let{halfWidth:S,halfHeight:N}=y,M={...e,x:l,y:x,halfWidth:S,halfHeight:N},T=rn(M,i,s,c);if(T>c||A*T>=g*s)continue;n.move(u,l,x);for(let C=0;C<T&&T<=c;)C=n.leastScaleBeside(u,T,c,dt*t,h),T=rn(M,i,C,c);let P=A*(T/s)*(1+ut*h.size+it*Math.hypot(E,w));if(!(T>c||P>=g)&&([m,g,b]=[{...M,from:T,shortened:p},P,[...h]],P<=1.001*A))break}}for(let y of m?b:[])n.lift(y),f.add(y);return m}function mt(n){let e={size:n,shortened:!1};return n.brief?[e,{size:n.brief,shortened:!0}]:[e]}function ht(n,e,t,a){let r=(Math.abs(e.x-n.x)-t)*a,f=(Math.abs(e.y-n.y)-t)*a;return r<n.halfWidth+e.halfWidth+U&&f<n.halfHeight+e.halfHeight+U}function rn(n,e,t,a){let r=t;for(let f=0;f<r&&r<=a;){f=r;for(let o of e)o.from<=r&&r<o.until&&(r=Math.max(r,Math.min(yt(n,o),o.until)))}return r}function yt(n,e){let[t,a]=[Math.abs(n.x-e.x),Math.abs(n.y-e.y)],[r,f]=[n.halfWidth+e.halfWidth,n.halfHeight+e.halfHeight],o=Math.min((r+U)/t,(f+U)/a),s=t*t+a*a,c=t*r+a*f,d=r*r+f*f-U*U,i=(c+Math.sqrt(Math.max(c*c-s*d,0)))/s;return i*t>=r&&i*a>=f?Math.min(i,o):o}var pt=2,sn=.7,gt=2,be=1,xt=[0,.5,1].flatMap(n=>Array.from({length:n?8:1},(e,t)=>[n*Math.sin(t*Math.PI/4),n*Math.cos(t*Math.PI/4)]));function dn(n){let{notBefore:e,maxScale:t,startScale:a,names:r=[],isNearLand:f=()=>!0}=n,o=Math.max(cn(n.x),cn(n.y),1),s=an(fn(n.x,o),fn(n.y,o)),c=new V(n,s,r),d=[],i=(y=1/0)=>{let p=new Float32Array(s.length);return s.forEach((A,E)=>p[A]=c.from(E)<y?c.from(E):1/0),{scales:p,names:d}},u=St(s,n.order),m=new Uint32Array(u.length);u.forEach((y,p)=>m[y]=p);let g=new Float32Array(u.length);if(e)for(let y=0;y<u.length;y++)g[y]=e[n.order[y]];let b=u.length,h=r.map((y,p)=>({...y,at:p}));for(let y=0;b>0;y++){let p=a/2*2**y,A=2*p;if(p>=t)break;h.some(({from:l,sooner:x})=>Math.min(l,x)<=be*A)&&c.rule(p),h=h.flatMap(l=>l.from<=be*A?At(c,l,p,d):[l]);let E=new Set;y>=gt&&(h=h.filter(l=>{let x=sn*l.until;if(x<p)return!1;let S=l.sooner<=A&&on(c,l,p,x,d,E,f);return S&&un(c,S,d),!S})),[u,g]=Et(u.subarray(0,b),g,E,m),b=u.length,c.rule(p,u.subarray(0,b).filter((l,x)=>g[x]<=A));let w=0;for(let l=0;l<b;l++){let x=u[l],S=g[l];if(S<=A&&(S=c.leastScale(x,Math.max(p,S),pt*A),S<=A)){c.put(x,S);continue}u[w]=x,g[w++]=S}b=w,n.onOctave?.(y,b,()=>i(p))}return i()}function At(n,e,t,a){let{at:r,reach:f,until:o}=e,s=n.n+r,c=Math.max(t,e.from),d={...e,from:1/0,shortened:!1};n.resize(s,e);for(let[i,u]of xt){let[m,g]=[e.x+i*f,e.y+u*f];n.move(s,m,g);let b=n.leastScale(s,c,d.from);if(b<d.from&&(d={...e,x:m,y:g,from:b,shortened:!1}),d.from<=c*1.001)break}return d.from>sn*o?[{...e,from:1/0}]:d.from>2*be*t?[{...e,from:d.from}]:(un(n,d,a),[])}function un(n,e,t){n.resize(n.n+e.at,e),n.move(n.n+e.at,e.x,e.y),n.put(n.n+e.at,e.from),t.push(e)}function Et(n,e,t,a){if(t.size===0)return[n,e];let r=[...t].sort((s,c)=>a[s]-a[c]),f=new Uint32Array(n.length+r.length),o=new Float32Array(f.length);for(let s=0,c=0,d=0;s<f.length;s++){let i=d===r.length||c<n.length&&a[n[c]]<a[r[d]];i&&(o[s]=e[c]),f[s]=i?n[c++]:r[d++]}return[f,o]}var cn=n=>n.reduce((e,t)=>Math.max(e,t),0),fn=(n,e)=>Uint32Array.from(n,t=>t*65535/e);function St(n,e){let t=new Uint32Array(n.length);for(let a=0;a<n.length;a++)t[n[a]]=a;return e.map(a=>t[a])}var Rt=[24,40,60,80,80],wt=[250,250,250,150,200],bn=[[15,20],[13.5,17.5],[12.5,15],[12,13.5],[12,12.5]],Tt=650,Z=6,ln=12,Nt=.3,It=4,mn=1.12,Mt=n=>`${Tt} ${n}px ${q}`;function hn(n,e){let t=bn.map((o,s)=>n.filter(c=>c.level===s)),a=t.map(o=>Math.max(...o.map(({count:s})=>s),1)),r=t.map(o=>Ot(o.map(({span:s})=>s))),f=[];for(let o of n){if(o.words.length===0)continue;let[s,c]=bn[o.level],d=Math.round(2*(s+(c-s)*Math.sqrt(o.count/a[o.level])))/2,i=Lt(o.words),u=e(Mt(d)),m=Math.max(...i.map(u))/2+Z,g=mn*d*i.length/2+Z,b=wt[o.level]/r[o.level],h=Math.max(Rt[o.level],.45*m)/o.span,y=h/It;for(let w of f)_t(o,w)&&([h,y]=[Math.max(h,w.until),Math.max(y,w.until)]);if(y>=.7*b)continue;let p={halfWidth:u(o.words[0])/2+Z,halfHeight:mn*d/2+Z},A=o.words.length>1?p:null,E={font:d,lines:i,halfWidth:m,halfHeight:g,brief:A};f.push({...o,...E,from:h,until:b,sooner:y,reach:Nt*o.span})}return f}function Ot(n){return[...n].sort((e,t)=>e-t)[Math.floor(n.length/2)]??1/0}function _t(n,e){let t=n.words.filter(a=>e.words.includes(a)).length;return t>1||t===n.words.length||n.words[0]===e.words[0]}function Lt(n){let e=n.join(" · ");if(e.length<=ln||n.length<2)return[e];let t=n.slice(0,2).join(" · ").length<=ln?2:1;return[n.slice(0,t).join(" · "),n.slice(t).join(" · ")].filter(Boolean)}var Q=[{font:14,weight:600,until:160},{font:13,weight:500,until:1600},{font:12,weight:400,until:6400},{font:11,weight:400,until:1/0}];var yn=5,pn=2.5,gn=1.25,xn=n=>`${n.weight} ${n.font}px ${q}`;function An(n){return Q.findIndex(e=>n<e.until)}var Dt=512,vt=440,Ut=[3,5],Pt=8e3;function En(n,e,t){let{map:a,texts:r,order:f,kept:o,startScale:s}=n,c=performance.now(),d=r.length,i=new Float32Array(d),u=new Float32Array(d),m=new Float32Array(d),g=new Float32Array(d),b=new Uint8Array(d),h=hn(Xe(a,r,f,o),l=>ie(e,l)),y=Q.map(l=>Qe(e,xn(l)));f.forEach((l,x)=>{let S=b[l]=An(x);i[l]=y[S](r[l])/2,u[l]=i[l]+yn,g[l]=s*Math.sqrt(x/vt),m[l]=Q[S].font*gn/2+pn});let p=i.reduce((l,x)=>Math.max(l,x),0),A=null,E=({scales:l,names:x},S)=>{let N=x.map(({at:L,shortened:H,...Rn})=>{let wn=H?[h[L].words[0]]:h[L].lines;return{...h[L],...Rn,lines:wn}}),M=en(a,l,A),T=l.reduce((L,H)=>H===1/0?L:Math.max(L,H),0),P=S&&n.first?Ce(a):null,C=performance.now()-c;S||(A=l.slice());let Sn={halfWidth:S?i:i.slice(),sizes:S?b:b.slice()};return{scales:l,...Sn,octaves:M,deepest:T,widest:p,regions:N,points:P,done:S,took:C}},w=dn({x:a.x,y:a.y,halfWidth:u,halfHeight:m,order:f,notBefore:g,names:h,isNearLand:Ft(a),startScale:s,maxScale:Dt,onOctave:(l,x,S)=>{!n.first||d<Pt||x===0||!Ut.includes(l)||t(E(S(),!1))}});t(E(w,!0))}var Ct=.005;function Ft(n){let{columns:e,cell:t,left:a,top:r,values:f}=j(n);return(o,s)=>f[Math.floor((s-r)/t)*e+Math.floor((o-a)/t)]>=Ct}z.onmessage=n=>{let t=(typeof OffscreenCanvas>"u"?null:new OffscreenCanvas(1,1))?.getContext("2d");if(!t){z.postMessage({unable:!0});return}En(n.data,t,a=>{let{scales:r,halfWidth:f,sizes:o,octaves:s,points:c}=a,d=s.flatMap(({rows:u,places:m})=>[u.buffer,m]),i=c?[c,...d]:d;z.postMessage(a,[r.buffer,f.buffer,o.buffer,...i])})};})();\n';

// src/browser/beside.ts
function runsAhead() {
  return navigator.userAgent.includes("HeadlessChrome") && !navigator.webdriver;
}
function beside(source, here, tell) {
  let stopped = false;
  let last = null;
  const answer3 = (given) => {
    if (!stopped) tell(given);
  };
  const later = (request) => {
    setTimeout(() => stopped || here(request, answer3));
  };
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const ahead = runsAhead();
  let worker = ahead ? null : started(url);
  const fallBack = () => {
    worker?.terminate();
    worker = null;
    if (last !== null) later(last);
  };
  if (worker) {
    worker.onerror = fallBack;
    worker.onmessage = ({ data }) => {
      URL.revokeObjectURL(url);
      if ("unable" in data) fallBack();
      else answer3(data);
    };
  } else URL.revokeObjectURL(url);
  return {
    ask(request) {
      if (!worker) return ahead ? here(request, answer3) : later(request);
      last = request;
      worker.postMessage(request);
    },
    stop() {
      stopped = true;
      worker?.terminate();
      URL.revokeObjectURL(url);
    }
  };
}
function started(url) {
  try {
    return new Worker(url);
  } catch {
    return null;
  }
}

// src/points/density.ts
var CONTOURS = [0.12, 0.75, 1.6, 2.8];
function densityOf(area3, blur = radiusFor(area3.n), border = Math.max(DENSITY_BORDER, 3 * blur + 3)) {
  const { cell: cell2, columns: columns2, rows } = gridOf(area3, border);
  const sums = smoothed(cellsOf(area3, border), { columns: columns2, rows }, blur);
  let land = 0;
  let total = 0;
  const margins = 2 * (border - DENSITY_BORDER);
  const cells = (columns2 - margins) * (rows - margins);
  const least = DENSITY_LAND * area3.n / cells * (2 * blur + 1) ** 6;
  for (const sum2 of sums) {
    if (sum2 > least) {
      land++;
      total += sum2;
    }
  }
  const mean = total / Math.max(land, 1) || 1;
  const values = Float32Array.from(sums, (sum2) => sum2 / mean);
  return { columns: columns2, rows, cell: cell2, left: -border * cell2, top: -border * cell2, values };
}
function sharesOf(area3, land) {
  const blur = radiusFor(area3.n);
  const cells = cellsOf(area3, Math.round(-land.left / land.cell));
  const all = smoothed(cells, land, blur);
  return (isOf) => {
    const ofThese = cells.filter((_, row) => isOf(row));
    const own2 = smoothed(ofThese, land, blur);
    return { ...land, values: land.values.map((value, at) => value > CONTOURS[0] ? own2[at] / all[at] : 0) };
  };
}
function smoothed(cells, { columns: columns2, rows }, blur) {
  let sums = new Float64Array(columns2 * rows);
  for (const at of cells) sums[at]++;
  for (let pass = 0; pass < 3; pass++) {
    sums = sumLines(sums, columns2, rows, 1, columns2, blur);
    sums = sumLines(sums, rows, columns2, columns2, 1, blur);
  }
  return sums;
}
function cellsOf(area3, border) {
  const { cell: cell2, columns: columns2, rows } = gridOf(area3, border);
  const cells = new Uint32Array(area3.n);
  for (let i = 0; i < area3.n; i++) {
    const column = Math.min(columns2 - 1, border + Math.floor(area3.x[i] / cell2));
    const row = Math.min(rows - 1, border + Math.floor(area3.y[i] / cell2));
    cells[i] = row * columns2 + column;
  }
  return cells;
}
function gridOf({ width, height }, border) {
  const cell2 = Math.max(width, height, 1) / (DENSITY_GRID - 2 * DENSITY_BORDER);
  const [columns2, rows] = [width, height].map((side) => Math.ceil(side / cell2) + 2 * border);
  return { cell: cell2, columns: columns2, rows };
}
function radiusFor(n) {
  return clamp(Math.round(0.7 * (DENSITY_GRID / Math.sqrt(Math.max(n, 1)) + 1)), 2, 7);
}
function sumLines(from, length, lines, step, stride, radius) {
  const to = new Float64Array(from.length);
  for (let line = 0; line < lines; line++) {
    const start23 = line * stride;
    let sum2 = 0;
    for (let i = -radius; i < length; i++) {
      if (i + radius < length) sum2 += from[start23 + (i + radius) * step];
      if (i - radius - 1 >= 0) sum2 -= from[start23 + (i - radius - 1) * step];
      if (i >= 0) to[start23 + i * step] = sum2;
    }
  }
  return to;
}

// node_modules/kdbush/index.js
var ARRAY_TYPES = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array
];
var VERSION = 1;
var HEADER_SIZE = 8;
var STACK = new Uint32Array(96);
var KDBush = class _KDBush {
  /**
   * Creates an index from raw `ArrayBuffer` data.
   * @param {ArrayBufferLike} data
   */
  static from(data) {
    if (!data || data.byteLength === void 0 || data.buffer) {
      throw new Error("Data must be an instance of ArrayBuffer or SharedArrayBuffer.");
    }
    const [magic, versionAndType] = new Uint8Array(data, 0, 2);
    if (magic !== 219) {
      throw new Error("Data does not appear to be in a KDBush format.");
    }
    const version = versionAndType >> 4;
    if (version !== VERSION) {
      throw new Error(`Got v${version} data when expected v${VERSION}.`);
    }
    const ArrayType = ARRAY_TYPES[versionAndType & 15];
    if (!ArrayType) {
      throw new Error("Unrecognized array type.");
    }
    const [nodeSize] = new Uint16Array(data, 2, 1);
    const [numItems] = new Uint32Array(data, 4, 1);
    return new _KDBush(numItems, nodeSize, ArrayType, void 0, data);
  }
  /**
   * Creates an index that will hold a given number of items.
   * @param {number} numItems
   * @param {number} [nodeSize=64] Size of the KD-tree node (64 by default).
   * @param {TypedArrayConstructor} [ArrayType=Float64Array] The array type used for coordinates storage (`Float64Array` by default).
   * @param {ArrayBufferConstructor | SharedArrayBufferConstructor} [ArrayBufferType=ArrayBuffer] The array buffer type used for storage (`ArrayBuffer` by default).
   * @param {ArrayBufferLike} [data] (For internal use only)
   */
  constructor(numItems, nodeSize = 64, ArrayType = Float64Array, ArrayBufferType = ArrayBuffer, data) {
    if (isNaN(numItems) || numItems < 0) throw new Error(`Unexpected numItems value: ${numItems}.`);
    this.numItems = +numItems;
    this.nodeSize = Math.min(Math.max(+nodeSize, 2), 65535);
    this.ArrayType = ArrayType;
    this.IndexArrayType = numItems < 65536 ? Uint16Array : Uint32Array;
    const arrayTypeIndex = ARRAY_TYPES.indexOf(this.ArrayType);
    const coordsByteSize = numItems * 2 * this.ArrayType.BYTES_PER_ELEMENT;
    const idsByteSize = numItems * this.IndexArrayType.BYTES_PER_ELEMENT;
    const padCoords = (8 - idsByteSize % 8) % 8;
    if (arrayTypeIndex < 0) {
      throw new Error(`Unexpected typed array class: ${ArrayType}.`);
    }
    if (data) {
      this.data = data;
      this.ids = new this.IndexArrayType(data, HEADER_SIZE, numItems);
      this.coords = new ArrayType(data, HEADER_SIZE + idsByteSize + padCoords, numItems * 2);
      this._pos = numItems * 2;
      this._finished = true;
    } else {
      const data2 = this.data = new ArrayBufferType(HEADER_SIZE + coordsByteSize + idsByteSize + padCoords);
      this.ids = new this.IndexArrayType(data2, HEADER_SIZE, numItems);
      this.coords = new ArrayType(data2, HEADER_SIZE + idsByteSize + padCoords, numItems * 2);
      this._pos = 0;
      this._finished = false;
      new Uint8Array(data2, 0, 2).set([219, (VERSION << 4) + arrayTypeIndex]);
      new Uint16Array(data2, 2, 1)[0] = nodeSize;
      new Uint32Array(data2, 4, 1)[0] = numItems;
    }
  }
  /**
   * Add a point to the index.
   * @param {number} x
   * @param {number} y
   * @returns {number} An incremental index associated with the added item (starting from `0`).
   */
  add(x, y) {
    const index = this._pos >> 1;
    this.ids[index] = index;
    this.coords[this._pos++] = x;
    this.coords[this._pos++] = y;
    return index;
  }
  /**
   * Perform indexing of the added points.
   */
  finish() {
    const numAdded = this._pos >> 1;
    if (numAdded !== this.numItems) {
      throw new Error(`Added ${numAdded} items when expected ${this.numItems}.`);
    }
    sort(this.ids, this.coords, this.nodeSize, 0, this.numItems - 1, 0);
    this._finished = true;
    return this;
  }
  /**
   * Search the index for items within a given bounding box.
   * @param {number} minX
   * @param {number} minY
   * @param {number} maxX
   * @param {number} maxY
   * @returns {number[]} An array of indices correponding to the found items.
   */
  range(minX, minY, maxX, maxY) {
    if (!this._finished) throw new Error("Data not yet indexed - call index.finish().");
    const { ids, coords, nodeSize } = this;
    STACK[0] = 0;
    STACK[1] = ids.length - 1;
    STACK[2] = 0;
    let sp = 3;
    const result = [];
    while (sp > 0) {
      const axis = STACK[--sp];
      const right = STACK[--sp];
      const left = STACK[--sp];
      if (right - left <= nodeSize) {
        for (let i = left; i <= right; i++) {
          const x2 = coords[2 * i];
          const y2 = coords[2 * i + 1];
          if (x2 >= minX && x2 <= maxX && y2 >= minY && y2 <= maxY) result.push(ids[i]);
        }
        continue;
      }
      const m = left + right >> 1;
      const x = coords[2 * m];
      const y = coords[2 * m + 1];
      if (x >= minX && x <= maxX && y >= minY && y <= maxY) result.push(ids[m]);
      if (axis === 0 ? minX <= x : minY <= y) {
        STACK[sp++] = left;
        STACK[sp++] = m - 1;
        STACK[sp++] = 1 - axis;
      }
      if (axis === 0 ? maxX >= x : maxY >= y) {
        STACK[sp++] = m + 1;
        STACK[sp++] = right;
        STACK[sp++] = 1 - axis;
      }
    }
    return result;
  }
  /**
   * Search the index for items within a given radius.
   * @param {number} qx
   * @param {number} qy
   * @param {number} r Query radius.
   * @returns {number[]} An array of indices correponding to the found items.
   */
  within(qx, qy, r) {
    const result = (
      /** @type {number[]} */
      []
    );
    this.withinInto(qx, qy, r, result);
    return result;
  }
  /**
   * Search the index for items within a given radius, writing matching ids into `out`
   * via indexed assignment (`out[i] = id`). Accepts any indexed-writable container —
   * a typed array sized to the expected upper bound (allocation-free, fast) or a plain
   * `Array` (which will grow as needed). Returns the number of matches written.
   * @param {number} qx
   * @param {number} qy
   * @param {number} r Query radius.
   * @param {number[] | TypedArray} out Container to write matching ids into.
   * @returns {number} The number of matches written to `out`.
   */
  withinInto(qx, qy, r, out) {
    if (!this._finished) throw new Error("Data not yet indexed - call index.finish().");
    const { ids, coords, nodeSize } = this;
    STACK[0] = 0;
    STACK[1] = ids.length - 1;
    STACK[2] = 0;
    let sp = 3;
    let count2 = 0;
    const r2 = r * r;
    while (sp > 0) {
      const axis = STACK[--sp];
      const right = STACK[--sp];
      const left = STACK[--sp];
      if (right - left <= nodeSize) {
        for (let i = left; i <= right; i++) {
          if (sqDist(coords[2 * i], coords[2 * i + 1], qx, qy) <= r2) out[count2++] = ids[i];
        }
        continue;
      }
      const m = left + right >> 1;
      const x = coords[2 * m];
      const y = coords[2 * m + 1];
      if (sqDist(x, y, qx, qy) <= r2) out[count2++] = ids[m];
      if (axis === 0 ? qx - r <= x : qy - r <= y) {
        STACK[sp++] = left;
        STACK[sp++] = m - 1;
        STACK[sp++] = 1 - axis;
      }
      if (axis === 0 ? qx + r >= x : qy + r >= y) {
        STACK[sp++] = m + 1;
        STACK[sp++] = right;
        STACK[sp++] = 1 - axis;
      }
    }
    return count2;
  }
};
function sort(ids, coords, nodeSize, left, right, axis) {
  if (right - left <= nodeSize) return;
  const m = left + right >> 1;
  select2(ids, coords, m, left, right, axis);
  sort(ids, coords, nodeSize, left, m - 1, 1 - axis);
  sort(ids, coords, nodeSize, m + 1, right, 1 - axis);
}
function select2(ids, coords, k, left, right, axis) {
  while (right > left) {
    if (right - left > 600) {
      const n = right - left + 1;
      const m = k - left + 1;
      const z = Math.log(n);
      const s = 0.5 * Math.exp(2 * z / 3);
      const sd = 0.5 * Math.sqrt(z * s * (n - s) / n) * (m - n / 2 < 0 ? -1 : 1);
      const newLeft = Math.max(left, Math.floor(k - m * s / n + sd));
      const newRight = Math.min(right, Math.floor(k + (n - m) * s / n + sd));
      select2(ids, coords, k, newLeft, newRight, axis);
    }
    const t = coords[2 * k + axis];
    let i = left;
    let j = right;
    swapItem(ids, coords, left, k);
    if (coords[2 * right + axis] > t) swapItem(ids, coords, left, right);
    while (i < j) {
      swapItem(ids, coords, i, j);
      i++;
      j--;
      while (coords[2 * i + axis] < t) i++;
      while (coords[2 * j + axis] > t) j--;
    }
    if (coords[2 * left + axis] === t) swapItem(ids, coords, left, j);
    else {
      j++;
      swapItem(ids, coords, j, right);
    }
    if (j <= k) left = j + 1;
    if (k <= j) right = j - 1;
  }
}
function swapItem(ids, coords, i, j) {
  swap(ids, i, j);
  swap(coords, 2 * i, 2 * j);
  swap(coords, 2 * i + 1, 2 * j + 1);
}
function swap(arr, i, j) {
  const tmp = arr[i];
  arr[i] = arr[j];
  arr[j] = tmp;
}
function sqDist(ax, ay, bx, by) {
  const dx = ax - bx;
  const dy = ay - by;
  return dx * dx + dy * dy;
}

// src/points/picking.ts
function indexOf({ n, x, y }) {
  const index = new KDBush(n, 64, Float32Array);
  for (let i = 0; i < n; i++) index.add(x[i], y[i]);
  return index.finish().data;
}
function createPicking(data) {
  let built = null;
  const index = () => built ??= KDBush.from(indexOf(data));
  const squared = (i, x, y) => (data.x[i] - x) ** 2 + (data.y[i] - y) ** 2;
  let nearest = { row: -1, count: 0, rows: [] };
  const findNearest = (row, count2) => {
    const [x, y] = [data.x[row], data.y[row]];
    let radius = 1;
    let near = [];
    const wanted = Math.min(count2, data.n - 1);
    while ((near = index().within(x, y, radius)).length <= wanted) radius *= 2;
    return near.filter((other) => other !== row).sort((a, b) => squared(a, x, y) - squared(b, x, y) || a - b).slice(0, count2);
  };
  return {
    at(camera, px, py, labels, reach) {
      const on = labels.find(
        (label) => px >= label.left && px <= label.left + label.width && py >= label.top && py <= label.top + label.height
      );
      if (on) return on.row;
      const [x, y] = camera.toWorld(px, py);
      let best2 = -1;
      let least = (reach / camera.view.scale) ** 2;
      for (const row of index().within(x, y, reach / camera.view.scale)) {
        const distance = squared(row, x, y);
        if (distance <= least) [best2, least] = [row, distance];
      }
      return best2;
    },
    nearestOnMap(row, count2) {
      if (nearest.row !== row || nearest.count !== count2) nearest = { row, count: count2, rows: findNearest(row, count2) };
      return nearest.rows;
    },
    adopt(bytes) {
      built ??= KDBush.from(bytes);
    },
    renew() {
      built = null;
      nearest = { ...nearest, row: -1 };
    },
    within: (left, top, right, bottom) => index().range(left, top, right, bottom)
  };
}

// src/text/unfit.ts
var ROMAN = /^(?=.)x{0,3}(ix|iv|v?i{0,3})$/;
function judgeOf({ unfit, functions }) {
  const hashes = new Set(unfit.flatMap((line) => line.match(/.{8}/g) ?? []));
  const words3 = new Set(functions.join(" ").split(" "));
  return {
    isUnfit: (folded) => hashes.has(fnv1a(folded).toString(16).padStart(8, "0")),
    isFunctionWord: (folded) => words3.has(folded) || ROMAN.test(folded)
  };
}
function fnv1a(text3) {
  let hash = 2166136261;
  for (let i = 0; i < text3.length; i++) hash = Math.imul(hash ^ text3.charCodeAt(i), 16777619);
  return hash >>> 0;
}

// src/regions/region-names.ts
var WORDS = new Set(KINDS_WITH_WORDS);
var [NUMBER, CONTINUATION] = ["number", "continuation"];
var WHOLE = new RegExp(`^[1-9][0-9]{0,${RANGE_DIGITS - 1}}$`);
var NONE2 = /* @__PURE__ */ new Set();
function nameOf(rows, tokens2, used = NONE2) {
  for (const words3 of namesOf(rows, tokens2, used)) {
    const unused = words3.filter((word) => !used.has(word));
    if (unused.length > 0) return unused;
  }
  return [];
}
function* namesOf(rows, tokens2, used) {
  const { kind, script } = tokens2;
  const mostKind = kind ? commonest(rows, kind) : null;
  const kindName = mostKind ? kind.categories[mostKind.code] : "word";
  if (kindName === NUMBER) {
    const numbers = ofTrait(rows, kind, mostKind);
    yield rangeOf(numbers.map((row) => tokens2.texts[row]));
    yield wordsOf2(numbers, tokens2, used);
  } else if (!WORDS.has(kindName) && mostKind.share > NAME_MAJORITY) yield [kind.names[mostKind.code]];
  const mostScript = script ? commonest(rows, script) : null;
  const known4 = mostScript && script.categories[mostScript.code] !== NO_SCRIPT ? mostScript : null;
  const called = known4 && known4.share > NAME_MAJORITY ? [script.names[known4.code]] : [];
  if (mostScript && tokens2.rare.has(mostScript.code)) yield called;
  const fit = rows.filter((row) => tokens2.isWord(row));
  const own2 = ofTrait(fit, script, known4);
  yield wordsOf2(firstSome(ofTrait(own2, kind, mostKind), own2, fit), tokens2, used);
  yield called;
  yield wordsOf2(rows, tokens2, used).slice(0, 1);
}
function isWord(text3) {
  const letters = text3.match(/[\p{L}\p{M}]/gu) ?? [];
  if (letters.length === 0 || !new RegExp("^\\p{L}", "u").test(text3)) return false;
  const weight = letters.reduce((sum2, letter) => sum2 + weightOf(letter), 0);
  return weight >= 3;
}
var WORD_SIGN = new RegExp(`[${classOf(WORD_SIGNS)}]`, "u");
var IS_KANA = new RegExp(`[${classOf(KANA)}]`, "u");
var weightOf = (letter) => WORD_SIGN.test(letter) ? 3 : IS_KANA.test(letter) ? 1.5 : 1;
function rareOf({ values, categories }) {
  const counts = countsOf(values, categories.length);
  return new Set([...counts.keys()].filter((code) => counts[code] < NAME_RARE_SCRIPT * values.length));
}
function commonest(rows, { values, categories }) {
  const counts = countsOf(
    rows.map((row) => values[row]),
    categories.length
  );
  let code = 0;
  for (let other = 1; other < counts.length; other++) if (counts[other] > counts[code]) code = other;
  return { code, share: counts[code] / rows.length };
}
function countsOf(codes, categories) {
  const counts = new Uint32Array(categories);
  for (let i = 0; i < codes.length; i++) counts[codes[i]]++;
  return counts;
}
function ofTrait(rows, trait, most) {
  return trait && most ? rows.filter((row) => trait.values[row] === most.code) : rows;
}
var firstSome = (...choices) => choices.find(({ length }) => length > 0) ?? [];
function rangeOf(texts2) {
  const whole2 = Float64Array.from(texts2.filter((text3) => WHOLE.test(text3)).map(Number)).sort();
  if (2 * whole2.length <= texts2.length) return [];
  return rangesOf(whole2).map(([low, high]) => low < high ? `${low}–${high}` : String(low));
}
var lengthOf = (ranges) => ranges.reduce((sum2, [low, high]) => sum2 + high - low, 0);
function rangesOf(whole2) {
  const part = Math.floor(whole2.length / RANGE_TAIL);
  let chosen = [[whole2[part], whole2[whole2.length - 1 - part]]];
  if (part === 0) return chosen;
  for (const candidate of [shortest2(whole2, part), shortestTwo(whole2, part)]) {
    if (candidate.length > 0 && lengthOf(candidate) < RANGE_SHORTER * lengthOf(chosen)) chosen = candidate;
  }
  return chosen;
}
function shortest2(whole2, part) {
  let best2 = [];
  for (let below = 0; below <= RANGE_LEFT_OUT; below++) {
    const one2 = [[whole2[below * part], whole2[whole2.length - 1 - (RANGE_LEFT_OUT - below) * part]]];
    if (best2.length === 0 || lengthOf(one2) < lengthOf(best2)) best2 = one2;
  }
  return best2;
}
function shortestTwo(whole2, part) {
  const side = Math.ceil(whole2.length / RANGE_SIDE);
  let best2 = [];
  for (let below = 0; below <= RANGE_LEFT_OUT; below++) {
    for (let above3 = 0; below + above3 <= RANGE_LEFT_OUT; above3++) {
      const [first, last] = [below * part, whole2.length - 1 - above3 * part];
      const skipped = (RANGE_LEFT_OUT - below - above3) * part + 1;
      let end = first + side - 1;
      if (end > last - side + 1 - skipped) continue;
      for (let at = end + 1; at <= last - side + 1 - skipped; at++) {
        if (whole2[at + skipped] - whole2[at] > whole2[end + skipped] - whole2[end]) end = at;
      }
      const two = [
        [whole2[first], whole2[end]],
        [whole2[end + skipped], whole2[last]]
      ];
      if (best2.length === 0 || lengthOf(two) < lengthOf(best2)) best2 = two;
    }
  }
  return best2;
}
function wordsOf2(rows, tokens2, used) {
  const { texts: texts2, place: place2, typical, kind, judge } = tokens2;
  const worth = (row) => (typical[row] + 0.5) * Math.exp(-place2[row] / (NAME_KNOWN * place2.length));
  const pieces = kind?.categories.indexOf(CONTINUATION) ?? -1;
  const candidates = best(rows, worth, NAME_CANDIDATES).map((row) => {
    const isPiece = kind?.values[row] === pieces;
    const folded = fold(texts2[row]);
    return {
      shown: isPiece ? PIECE_MARK + texts2[row] : texts2[row],
      folded,
      says: isPiece || !judge.isFunctionWord(folded)
    };
  });
  const fit = candidates.filter(({ shown, folded }) => !used.has(shown) && !judge.isUnfit(folded));
  const chosen = apartOf(fit);
  const saying = chosen.some(({ says }) => says) ? fit.filter(({ says }) => says) : fit;
  return apartOf(saying).map(({ shown }) => shown);
}
function apartOf(candidates) {
  const chosen = [];
  for (const candidate of candidates) {
    const { folded } = candidate;
    const stem = [...folded].slice(0, NAME_STEM).join("");
    if (chosen.some((other) => other.folded.startsWith(stem) || stem.startsWith(other.folded))) continue;
    const name = [...chosen, candidate].map((one2) => one2.shown).join(" ");
    if (chosen.length > 0 && isLonger(name, NAME_LETTERS)) continue;
    chosen.push(candidate);
    if (chosen.length === NAME_WORDS) break;
  }
  return chosen;
}
function best(rows, worth, count2) {
  const kept = [];
  for (const row of rows) {
    const value = worth(row);
    if (kept.length === count2 && value <= kept[count2 - 1].value) continue;
    let at = kept.length;
    while (at > 0 && kept[at - 1].value < value) at--;
    kept.splice(at, 0, { row, value });
    if (kept.length > count2) kept.pop();
  }
  return kept.map(({ row }) => row);
}

// src/regions/regions.ts
var FEWEST_KEPT = 3;
function placesOf(data, texts2, order, kept = null) {
  if (data.n < 4 * REGION_FEWEST) return [];
  const area3 = areaOf(data);
  const place2 = new Uint32Array(data.n);
  order.forEach((row, at) => place2[row] = at);
  const { kind, script, words: words3 } = data;
  const rare = script ? rareOf(script) : /* @__PURE__ */ new Set();
  const naming = {
    texts: texts2,
    place: place2,
    isWord: remembered(data.n, (row) => isWord(texts2[row])),
    kind,
    script,
    rare,
    judge: judgeOf(words3)
  };
  let above3 = null;
  const found = [];
  const add = (level, density, basin) => {
    above3 = describe(data, area3, { naming, level, kept, above: above3 }, density, basin);
    found.push(...above3.regions.values());
  };
  REGION_BLURS.forEach((blur, level) => {
    const density = densityOf(area3, blur, DENSITY_BORDER);
    const basin = basins(density);
    add(level, density, basin);
    if (level === REGION_BLURS.length - 1)
      add(level + 1, density, quarters(basin, cellsOf(area3, DENSITY_BORDER), density));
  });
  return found;
}
var CUT_FROM = 4;
var CUT_WIDTH = 2;
var JOINED = 2;
var OPEN = -2;
function quarters(basin, tokens2, { columns: columns2 }) {
  const [cells, counts] = [basin, Int32Array.from(tokens2, (at) => basin[at])].map(tally);
  const streets = [...cells].filter(([peak]) => peak >= 0 && (counts.get(peak) ?? 0) >= REGION_FEWEST);
  const usual = streets.map(([, count2]) => count2).sort((a, b) => a - b)[streets.length >> 1] ?? 1;
  const whole2 = new Set(streets.filter(([, count2]) => count2 < CUT_FROM * usual).map(([peak]) => peak));
  const usualSide = Math.max(1, Math.round(CUT_WIDTH * Math.sqrt(usual)));
  const quarter = basin.map((peak) => whole2.has(peak) ? -1 : OPEN);
  let next = 0;
  for (let times = 0; times <= JOINED; times++) {
    const side = usualSide * 2 ** times;
    const across = Math.ceil(columns2 / side);
    const numbers = /* @__PURE__ */ new Map();
    const square = basin.map((peak, at) => {
      if (quarter[at] !== OPEN) return -1;
      const where = Math.floor(Math.floor(at / columns2) / side) * across + Math.floor(at % columns2 / side);
      const name = times === 0 ? `${peak} ${where}` : String(where);
      const number3 = numbers.get(name) ?? numbers.size;
      numbers.set(name, number3);
      return number3;
    });
    const held = tally(Int32Array.from(tokens2, (at) => square[at]));
    square.forEach((number3, at) => {
      const enough = times === JOINED || (held.get(number3) ?? 0) >= REGION_FEWEST;
      if (number3 >= 0 && enough) quarter[at] = next + number3;
    });
    next += numbers.size;
  }
  return quarter;
}
function tally(numbers) {
  const counts = /* @__PURE__ */ new Map();
  for (const number3 of numbers) counts.set(number3, (counts.get(number3) ?? 0) + 1);
  return counts;
}
function remembered(n, ask) {
  const known4 = new Int8Array(n);
  return (row) => (known4[row] ||= ask(row) ? 1 : -1) === 1;
}
function areaOf({ n, grid }) {
  const x = grid.subarray(0, n);
  const up = grid.subarray(n);
  const [width, height] = [x, up].map((side) => side.reduce((most, value) => Math.max(most, value), 0));
  return { n, x, y: up.map((value) => height - value), width, height };
}
function basins({ columns: columns2, rows, values }) {
  const peak = new Int32Array(columns2 * rows).fill(-2);
  const path = [];
  for (let start23 = 0; start23 < peak.length; start23++) {
    let at = start23;
    path.length = 0;
    while (peak[at] === -2) {
      if (values[at] < REGION_COAST) {
        peak[at] = -1;
        break;
      }
      path.push(at);
      const higher = climb(values, columns2, rows, at);
      if (higher === at) {
        peak[at] = at;
        break;
      }
      at = higher;
    }
    for (const cell2 of path) peak[cell2] = peak[at];
  }
  return peak;
}
function climb(values, columns2, rows, at) {
  const [column, row] = [at % columns2, Math.floor(at / columns2)];
  let best2 = at;
  for (let dy = -REGION_CLIMB; dy <= REGION_CLIMB; dy++) {
    for (let dx = -REGION_CLIMB; dx <= REGION_CLIMB; dx++) {
      const [c2, r] = [column + dx, row + dy];
      if (c2 < 0 || r < 0 || c2 >= columns2 || r >= rows) continue;
      if (values[r * columns2 + c2] > values[best2]) best2 = r * columns2 + c2;
    }
  }
  return best2;
}
function usedAround(rows, above3) {
  const counts = new Map([...above3?.regions.keys() ?? []].map((peak) => [peak, 0]));
  for (const row of rows) {
    const peak = above3?.regionOf[row] ?? -1;
    const count3 = counts.get(peak);
    if (count3 !== void 0) counts.set(peak, count3 + 1);
  }
  const [most, count2] = [...counts].reduce((best2, one2) => one2[1] > best2[1] ? one2 : best2, [-1, 0]);
  return count2 > 0 && above3?.used.get(most) || /* @__PURE__ */ new Set();
}
function describe(data, area3, { naming, level, kept, above: above3 }, { cell: cell2 }, basin) {
  const { n, k, neighbors } = data;
  const regionOf = Int32Array.from(cellsOf(area3, DENSITY_BORDER), (at) => basin[at]);
  const members = /* @__PURE__ */ new Map();
  for (let i = 0; i < n; i++) {
    if (regionOf[i] < 0) continue;
    const rows = members.get(regionOf[i]);
    if (rows) rows.push(i);
    else members.set(regionOf[i], [i]);
  }
  const cells = tally(basin);
  const typical = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = i * k; j < (i + 1) * k; j++) if (regionOf[neighbors[j]] === regionOf[i]) typical[neighbors[j]]++;
  }
  const tokens2 = { ...naming, typical };
  const large = [...members].filter(([, rows]) => rows.length >= REGION_FEWEST).map(([peak, rows]) => ({ peak, rows, ties: sum(rows, typical) })).sort((a, b) => b.ties - a.ties);
  const keptOf3 = (rows) => kept ? rows.filter((row) => kept[row] === 1) : rows;
  const named2 = large.map((place2) => ({ ...place2, own: keptOf3(place2.rows) }));
  const used = /* @__PURE__ */ new Map();
  const regionAt = ({ peak, rows, own: own2, ties }) => {
    const around2 = usedAround(rows, above3);
    const words3 = own2.length >= FEWEST_KEPT ? nameOf(own2, tokens2, around2) : [];
    used.set(peak, /* @__PURE__ */ new Set([...around2, ...words3]));
    return {
      level,
      words: words3,
      x: sum(rows, area3.x) / rows.length,
      y: sum(rows, area3.y) / rows.length,
      span: Math.sqrt(cells.get(peak) ?? 1) * cell2,
      count: own2.length,
      unity: ties / (rows.length * Math.max(k, 1))
    };
  };
  return { regions: new Map(named2.map((one2) => [one2.peak, regionAt(one2)])), regionOf, used };
}
function sum(rows, values) {
  return rows.reduce((total, row) => total + values[row], 0);
}

// src/text/measure.ts
var SIDE_BY_SIDE = [
  [32, 687],
  // Latin
  [880, 1423],
  // Greek, Cyrillic, Armenian
  [4256, 4351],
  // Georgian
  [7680, 8191],
  // more Latin and Greek
  [8208, 8286],
  // punctuation
  [8304, 11263],
  // signs
  [11904, 42191],
  // Chinese, Japanese, Yi
  [44032, 55203],
  // Hangul
  [63744, 64255],
  // Chinese
  [65280, 65519]
  // wide and narrow forms
];
var MARKS = [
  [768, 879],
  [6832, 6911],
  [7616, 7679],
  [8204, 8205],
  [8400, 8447],
  [12330, 12335],
  [12441, 12442],
  [65024, 65039],
  [65056, 65071]
];
var [RUN2, LETTER, MARK2] = [0, 1, 2];
var PART = new Uint8Array(65536);
for (const [from, to] of SIDE_BY_SIDE) PART.fill(LETTER, from, to + 1);
for (const [from, to] of MARKS) PART.fill(MARK2, from, to + 1);
var fonts = /* @__PURE__ */ new WeakMap();
function widthIn(context, font) {
  return (text3) => {
    if (fonts.get(context) !== font) fonts.set(context, context.font = font);
    return context.measureText(text3).width;
  };
}
function measureIn(context, font) {
  const letters = new Float32Array(65536).fill(NaN);
  const runs = /* @__PURE__ */ new Map();
  const whole2 = widthIn(context, font);
  const ofRun = (run) => {
    let width = runs.get(run);
    if (width === void 0) runs.set(run, width = whole2(run));
    return width;
  };
  return (text3) => {
    let sum2 = 0;
    for (let i = 0; i < text3.length; i++) {
      const code = text3.charCodeAt(i);
      if (PART[code] === MARK2) return whole2(text3);
      if (PART[code] === RUN2) {
        const start23 = i;
        while (i + 1 < text3.length && PART[text3.charCodeAt(i + 1)] === RUN2) i++;
        sum2 += ofRun(text3.slice(start23, i + 1));
        continue;
      }
      let width = letters[code];
      if (width !== width) letters[code] = width = whole2(text3[i]);
      sum2 += width;
    }
    return sum2;
  };
}

// src/labels/label-index.ts
function apart(one2, other, room = 0) {
  return one2.left >= other.left + other.width + room || other.left >= one2.left + one2.width + room || one2.top >= other.top + other.height + room || other.top >= one2.top + one2.height + room;
}
function newOctaves({ x, y }, scales2, before = null) {
  const byOctave = /* @__PURE__ */ new Map();
  scales2.forEach((scale, row) => {
    if (scale === Infinity || before && before[row] !== Infinity) return;
    const octave = Math.floor(Math.log2(scale));
    const rows = byOctave.get(octave);
    if (rows) rows.push(row);
    else byOctave.set(octave, [row]);
  });
  return [...byOctave].map(([octave, rows]) => {
    const index = new KDBush(rows.length, 64, Float32Array);
    for (const row of rows) index.add(x[row], y[row]);
    return { from: 2 ** octave, rows: Uint32Array.from(rows), places: index.finish().data };
  });
}
var LabelIndex = class {
  octaves;
  constructor(octaves) {
    this.octaves = octaves.map(({ from, rows, places }) => ({ from, rows, index: KDBush.from(places) })).sort((a, b) => a.from - b.from);
  }
  /** Rows within these world bounds whose labels, with these scales, are shown at this one. */
  within(left, top, right, bottom, scales2, scale) {
    const found = [];
    for (const { from, rows, index } of this.octaves) {
      if (from > scale) break;
      for (const at of index.range(left, top, right, bottom)) {
        if (scales2[rows[at]] <= scale) found.push(rows[at]);
      }
    }
    return found;
  }
};

// src/labels/board.ts
var CELL_WIDTH = 96;
var CELL_HEIGHT = 28;
var STRIDE = 8;
var X = 0;
var Y = 1;
var W = 2;
var H = 3;
var FROM = 4;
var UNTIL = 5;
var Board = class {
  n;
  labels;
  floor = 1;
  /** The grid wraps around: cells that share a slot cost time and change nothing. */
  side;
  /** The first entry of each cell; an entry is a label and the next entry, or -1. */
  head;
  entries = new Int32Array(65536);
  used = 0;
  /** Cells that a label of this octave may touch; the others are not filled. */
  wanted;
  slots = [];
  /** `rows`: the row of each label, along the curve. */
  constructor({ x, y, halfWidth, halfHeight }, rows, names = []) {
    this.n = x.length;
    this.labels = new Float32Array(STRIDE * (this.n + names.length));
    for (let i = 0; i < this.n; i++) {
      const row = rows[i];
      this.write(i, x[row], y[row], halfWidth[row], halfHeight[row], Infinity, Infinity);
    }
    names.forEach(
      (one2, at) => this.write(this.n + at, one2.x, one2.y, one2.halfWidth, one2.halfHeight, Infinity, one2.until)
    );
    let side = 64;
    while (side * side < 4 * this.n) side *= 2;
    this.side = side;
    this.head = new Int32Array(side * side);
    this.wanted = new Uint8Array(side * side);
  }
  /** The scale from which a label is shown; Infinity: it has no place yet. */
  from(i) {
    return this.labels[STRIDE * i + FROM];
  }
  /** Write a name whole, or shortened. */
  resize(i, { halfWidth, halfHeight }) {
    this.labels[STRIDE * i + W] = halfWidth;
    this.labels[STRIDE * i + H] = halfHeight;
  }
  /** Set a name on another place. */
  move(i, x, y) {
    this.labels[STRIDE * i + X] = x;
    this.labels[STRIDE * i + Y] = y;
  }
  /** Cut cells for scales from `floor` to twice that, and put there what the labels that are `due` may meet; all, if not said. */
  rule(floor, due) {
    const { labels, n, slots } = this;
    this.floor = floor;
    this.head.fill(-1);
    this.used = 0;
    const few = due && 4 * due.length < n;
    this.wanted.fill(few ? 0 : 1);
    if (few) for (const i of due) for (let count2 = this.touch(i); count2 > 0; count2--) this.wanted[slots[count2 - 1]] = 1;
    for (let i = 0; STRIDE * i < labels.length; i++) {
      if (labels[STRIDE * i + FROM] !== Infinity && labels[STRIDE * i + UNTIL] > floor) this.add(i);
    }
  }
  /** Show a label from this scale on. */
  put(i, scale) {
    this.labels[STRIDE * i + FROM] = scale;
    this.add(i);
  }
  /** The least scale from `start` on at which a label overlaps none of those on the board; no more than a bound beyond `enough`. */
  leastScale(i, start23, enough) {
    const { entries, head, labels, slots } = this;
    const x = labels[STRIDE * i + X];
    const y = labels[STRIDE * i + Y];
    const w = labels[STRIDE * i + W];
    const h = labels[STRIDE * i + H];
    let least = start23;
    for (let count2 = this.touch(i); count2 > 0; count2--) {
      for (let entry = head[slots[count2 - 1]]; entry >= 0; entry = entries[entry + 1]) {
        const at = entries[entry];
        const width = w + labels[at + W];
        const height = h + labels[at + H];
        const dx = Math.abs(x - labels[at + X]);
        const dy = Math.abs(y - labels[at + Y]);
        if (dx * least >= width || dy * least >= height) continue;
        const apart2 = Math.min(width / dx, height / dy);
        if (apart2 > labels[at + FROM]) least = Math.max(least, Math.min(apart2, labels[at + UNTIL]));
        if (least > enough) return roundUp(least);
      }
    }
    return roundUp(least);
  }
  /**
   * The least scale from `start` on at which a name overlaps no other name, nor any label that was shown before `fixed`;
   * `pushed` comes to hold the other labels that it overlaps there. A loop of its own: labels by the hundred thousand go
   * through that of `leastScale`, names by the thousand through this.
   */
  leastScaleBeside(i, start23, enough, fixed2, pushed) {
    const { entries, head, labels, slots, n } = this;
    const [x, y, w, h] = labels.subarray(STRIDE * i, STRIDE * i + FROM);
    let least = start23;
    const movable = [];
    for (let count2 = this.touch(i); count2 > 0; count2--) {
      for (let entry = head[slots[count2 - 1]]; entry >= 0; entry = entries[entry + 1]) {
        const at = entries[entry];
        const width = w + labels[at + W];
        const height = h + labels[at + H];
        const dx = Math.abs(x - labels[at + X]);
        const dy = Math.abs(y - labels[at + Y]);
        if (dx * least >= width || dy * least >= height) continue;
        const apart2 = Math.min(width / dx, height / dy);
        if (apart2 <= labels[at + FROM]) continue;
        if (at < STRIDE * n && labels[at + FROM] >= fixed2) movable.push(at, apart2);
        else least = Math.max(least, Math.min(apart2, labels[at + UNTIL]));
        if (least > enough) return roundUp(least);
      }
    }
    pushed.clear();
    for (let at = 0; at < movable.length; at += 2) if (movable[at + 1] > least) pushed.add(movable[at] / STRIDE);
    return roundUp(least);
  }
  /** Take a label off the board: it waits again. */
  lift(i) {
    this.labels[STRIDE * i + FROM] = Infinity;
  }
  write(i, x, y, w, h, from, until) {
    const { labels } = this;
    labels[STRIDE * i + X] = x;
    labels[STRIDE * i + Y] = y;
    labels[STRIDE * i + W] = w;
    labels[STRIDE * i + H] = h;
    labels[STRIDE * i + FROM] = from;
    labels[STRIDE * i + UNTIL] = until;
  }
  add(i) {
    const { head, slots, wanted } = this;
    for (let count2 = this.touch(i); count2 > 0; count2--) {
      const slot = slots[count2 - 1];
      if (wanted[slot] === 0) continue;
      if (this.used === this.entries.length) this.grow();
      this.entries[this.used] = STRIDE * i;
      this.entries[this.used + 1] = head[slot];
      head[slot] = this.used;
      this.used += 2;
    }
  }
  /** Write to `slots` those of all cells that a label touches at the floor; returns how many. */
  touch(i) {
    const { floor, labels, side, slots } = this;
    const x = labels[STRIDE * i + X] * floor;
    const y = labels[STRIDE * i + Y] * floor;
    const w = labels[STRIDE * i + W];
    const h = labels[STRIDE * i + H];
    const right = Math.floor((x + w) / CELL_WIDTH);
    const bottom = Math.floor((y + h) / CELL_HEIGHT);
    let count2 = 0;
    for (let row = Math.floor((y - h) / CELL_HEIGHT); row <= bottom; row++) {
      for (let column = Math.floor((x - w) / CELL_WIDTH); column <= right; column++) {
        slots[count2++] = (row & side - 1) * side + (column & side - 1);
      }
    }
    return count2;
  }
  grow() {
    const larger = new Int32Array(2 * this.entries.length);
    larger.set(this.entries);
    this.entries = larger;
  }
};
var SINGLE = new Float32Array(1);
var SINGLE_BITS = new Uint32Array(SINGLE.buffer);
function roundUp(value) {
  SINGLE[0] = value;
  if (SINGLE[0] < value) SINGLE_BITS[0]++;
  return SINGLE[0];
}

// src/labels/gaps.ts
var LONELY = 80;
var WIDER = 2;
var WIDEST = 4;
var BESIDE = 90;
var LATELY = 0.95;
var PUSHED = 0.5;
var FAR2 = 0.5;
var SHORTENED = 1.3;
var SPOTS = [0, 0.17, 0.33, 0.5, 0.67, 0.83, 1].flatMap(
  (radius) => Array.from({ length: radius ? 12 : 1 }, (_, i) => [
    radius * Math.sin(i * Math.PI / 6),
    radius * Math.cos(i * Math.PI / 6)
  ])
);
function fillGap(board, name, floor, latest, placed, pushed, isNearLand) {
  const start23 = Math.max(floor, name.sooner);
  const last = Math.min(2 * floor, latest);
  if (start23 > last) return null;
  const reach = clamp(BESIDE / start23, WIDER * name.reach, WIDEST * name.reach);
  const rivals = placed.filter((other) => other.until > start23 && mayMeet(name, other, reach, start23));
  const i = board.n + name.at;
  let best2 = null;
  let leastCost = Infinity;
  let lifted = [];
  const under2 = /* @__PURE__ */ new Set();
  for (const { size, shortened } of sizesOf(name)) {
    const least = shortened ? SHORTENED : 1;
    if (leastCost <= least) break;
    board.resize(i, size);
    for (const [right, down] of SPOTS) {
      const [x, y] = [name.x + right * reach, name.y + down * reach];
      if (!isNearLand(x, y)) continue;
      const { halfWidth, halfHeight } = size;
      const box = { ...name, x, y, halfWidth, halfHeight };
      let from = lonelyFrom(box, rivals, start23, last);
      if (from > last || least * from >= leastCost * start23) continue;
      board.move(i, x, y);
      for (let before = 0; before < from && from <= last; ) {
        before = board.leastScaleBeside(i, from, last, LATELY * floor, under2);
        from = lonelyFrom(box, rivals, before, last);
      }
      const cost = least * (from / start23) * (1 + PUSHED * under2.size + FAR2 * Math.hypot(right, down));
      if (from > last || cost >= leastCost) continue;
      [best2, leastCost, lifted] = [{ ...box, from, shortened }, cost, [...under2]];
      if (cost <= 1.001 * least) break;
    }
  }
  for (const label of best2 ? lifted : []) {
    board.lift(label);
    pushed.add(label);
  }
  return best2;
}
function sizesOf(name) {
  const whole2 = { size: name, shortened: false };
  return name.brief ? [whole2, { size: name.brief, shortened: true }] : [whole2];
}
function mayMeet(name, other, reach, scale) {
  const across = (Math.abs(other.x - name.x) - reach) * scale;
  const down = (Math.abs(other.y - name.y) - reach) * scale;
  return across < name.halfWidth + other.halfWidth + LONELY && down < name.halfHeight + other.halfHeight + LONELY;
}
function lonelyFrom(name, rivals, start23, last) {
  let from = start23;
  for (let before = 0; before < from && from <= last; ) {
    before = from;
    for (const other of rivals) {
      if (other.from <= from && from < other.until)
        from = Math.max(from, Math.min(apartFrom(name, other), other.until));
    }
  }
  return from;
}
function apartFrom(one2, other) {
  const [dx, dy] = [Math.abs(one2.x - other.x), Math.abs(one2.y - other.y)];
  const [width, height] = [one2.halfWidth + other.halfWidth, one2.halfHeight + other.halfHeight];
  const along = Math.min((width + LONELY) / dx, (height + LONELY) / dy);
  const squares = dx * dx + dy * dy;
  const product = dx * width + dy * height;
  const rest = width * width + height * height - LONELY * LONELY;
  const corner = (product + Math.sqrt(Math.max(product * product - squares * rest, 0))) / squares;
  return corner * dx >= width && corner * dy >= height ? Math.min(corner, along) : along;
}

// src/labels/placement.ts
var ENOUGH = 2;
var LATEST = 0.7;
var FIRST_GAPS = 2;
var AHEAD = 1;
var SPOTS2 = [0, 0.5, 1].flatMap(
  (radius) => Array.from({ length: radius ? 8 : 1 }, (_, i) => [
    radius * Math.sin(i * Math.PI / 4),
    radius * Math.cos(i * Math.PI / 4)
  ])
);
function place(input) {
  const { notBefore, maxScale, startScale, names = [], isNearLand = () => true } = input;
  const longest = Math.max(greatest(input.x), greatest(input.y), 1);
  const rows = alongCurve(gridded(input.x, longest), gridded(input.y, longest));
  const board = new Board(input, rows, names);
  const placed = [];
  const sofar = (before = Infinity) => {
    const scales2 = new Float32Array(rows.length);
    rows.forEach((row, i) => scales2[row] = board.from(i) < before ? board.from(i) : Infinity);
    return { scales: scales2, names: placed };
  };
  let waiting = inverse(rows, input.order);
  const rank = new Uint32Array(waiting.length);
  waiting.forEach((i, at) => rank[i] = at);
  let earliest = new Float32Array(waiting.length);
  if (notBefore) for (let at = 0; at < waiting.length; at++) earliest[at] = notBefore[input.order[at]];
  let left = waiting.length;
  let unnamed = names.map((name, at) => ({ ...name, at }));
  for (let octave = 0; left > 0; octave++) {
    const floor = startScale / 2 * 2 ** octave;
    const ceiling = 2 * floor;
    if (floor >= maxScale) break;
    if (unnamed.some(({ from, sooner }) => Math.min(from, sooner) <= AHEAD * ceiling)) board.rule(floor);
    unnamed = unnamed.flatMap((name) => name.from <= AHEAD * ceiling ? settle(board, name, floor, placed) : [name]);
    const pushed = /* @__PURE__ */ new Set();
    if (octave >= FIRST_GAPS) {
      unnamed = unnamed.filter((name) => {
        const latest = LATEST * name.until;
        if (latest < floor) return false;
        const found = name.sooner <= ceiling && fillGap(board, name, floor, latest, placed, pushed, isNearLand);
        if (found) stand(board, found, placed);
        return !found;
      });
    }
    [waiting, earliest] = waitAgain(waiting.subarray(0, left), earliest, pushed, rank);
    left = waiting.length;
    board.rule(
      floor,
      waiting.subarray(0, left).filter((_, at) => earliest[at] <= ceiling)
    );
    let kept = 0;
    for (let at = 0; at < left; at++) {
      const i = waiting[at];
      let scale = earliest[at];
      if (scale <= ceiling) {
        scale = board.leastScale(i, Math.max(floor, scale), ENOUGH * ceiling);
        if (scale <= ceiling) {
          board.put(i, scale);
          continue;
        }
      }
      waiting[kept] = i;
      earliest[kept++] = scale;
    }
    left = kept;
    input.onOctave?.(octave, left, () => sofar(floor));
  }
  return sofar();
}
function settle(board, name, floor, placed) {
  const { at, reach, until } = name;
  const i = board.n + at;
  const start23 = Math.max(floor, name.from);
  let best2 = { ...name, from: Infinity, shortened: false };
  board.resize(i, name);
  for (const [right, down] of SPOTS2) {
    const [x, y] = [name.x + right * reach, name.y + down * reach];
    board.move(i, x, y);
    const from = board.leastScale(i, start23, best2.from);
    if (from < best2.from) best2 = { ...name, x, y, from, shortened: false };
    if (best2.from <= start23 * 1.001) break;
  }
  if (best2.from > LATEST * until) return [{ ...name, from: Infinity }];
  if (best2.from > 2 * AHEAD * floor) return [{ ...name, from: best2.from }];
  stand(board, best2, placed);
  return [];
}
function stand(board, name, placed) {
  board.resize(board.n + name.at, name);
  board.move(board.n + name.at, name.x, name.y);
  board.put(board.n + name.at, name.from);
  placed.push(name);
}
function waitAgain(waiting, earliest, pushed, rank) {
  if (pushed.size === 0) return [waiting, earliest];
  const back = [...pushed].sort((a, b) => rank[a] - rank[b]);
  const all = new Uint32Array(waiting.length + back.length);
  const times = new Float32Array(all.length);
  for (let at = 0, old = 0, next = 0; at < all.length; at++) {
    const isOld = next === back.length || old < waiting.length && rank[waiting[old]] < rank[back[next]];
    if (isOld) times[at] = earliest[old];
    all[at] = isOld ? waiting[old++] : back[next++];
  }
  return [all, times];
}
var greatest = (values) => values.reduce((most, value) => Math.max(most, value), 0);
var gridded = (values, longest) => Uint32Array.from(values, (value) => value * 65535 / longest);
function inverse(permutation, wanted) {
  const found = new Uint32Array(permutation.length);
  for (let i = 0; i < permutation.length; i++) found[permutation[i]] = i;
  return wanted.map((value) => found[value]);
}

// src/labels/region-layout.ts
var FROM2 = [24, 40, 60, 80, 80];
var UNTIL2 = [250, 250, 250, 150, 200];
var SIZES = [
  [15, 20],
  [13.5, 17.5],
  [12.5, 15],
  [12, 13.5],
  [12, 12.5]
];
var WEIGHT = 650;
var MARGIN2 = 6;
var LINE_LETTERS = 12;
var REACH3 = 0.3;
var SOONER = 4;
var REGION_LINE = 1.12;
var regionFont = (size) => `${WEIGHT} ${size}px ${FONTS}`;
function nameRegions(regions, measureAt) {
  const levels = SIZES.map((_, level) => regions.filter((region) => region.level === level));
  const most = levels.map((all) => Math.max(...all.map(({ count: count2 }) => count2), 1));
  const usual = levels.map((all) => medianOf(all.map(({ span }) => span)));
  const placed = [];
  for (const region of regions) {
    if (region.words.length === 0) continue;
    const [least, largest] = SIZES[region.level];
    const font = Math.round(2 * (least + (largest - least) * Math.sqrt(region.count / most[region.level]))) / 2;
    const lines = linesOf(region.words);
    const measure = measureAt(regionFont(font));
    const halfWidth = Math.max(...lines.map(measure)) / 2 + MARGIN2;
    const halfHeight = REGION_LINE * font * lines.length / 2 + MARGIN2;
    const until = UNTIL2[region.level] / usual[region.level];
    let from = Math.max(FROM2[region.level], 0.45 * halfWidth) / region.span;
    let sooner = from / SOONER;
    for (const other of placed)
      if (alike(region, other)) [from, sooner] = [Math.max(from, other.until), Math.max(sooner, other.until)];
    if (sooner >= 0.7 * until) continue;
    const word = { halfWidth: measure(region.words[0]) / 2 + MARGIN2, halfHeight: REGION_LINE * font / 2 + MARGIN2 };
    const brief = region.words.length > 1 ? word : null;
    const written2 = { font, lines, halfWidth, halfHeight, brief };
    placed.push({ ...region, ...written2, from, until, sooner, reach: REACH3 * region.span });
  }
  return placed;
}
function medianOf(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Infinity;
}
function alike(region, other) {
  const shared = region.words.filter((word) => other.words.includes(word)).length;
  return shared > 1 || shared === region.words.length || region.words[0] === other.words[0];
}
function linesOf(words3) {
  const whole2 = words3.join(" · ");
  if (whole2.length <= LINE_LETTERS || words3.length < 2) return [whole2];
  const first = words3.slice(0, 2).join(" · ").length <= LINE_LETTERS ? 2 : 1;
  return [words3.slice(0, first).join(" · "), words3.slice(first).join(" · ")].filter(Boolean);
}
var FADE = 0.04;
var FAINTEST = 0.75;
function regionOpacity({ from, until }, scale) {
  if (scale < from || scale >= until) return 0;
  return Math.min(1, FAINTEST + (1 - FAINTEST) * Math.min(scale / from - 1, 1 - scale / until) / FADE);
}

// src/labels/typography.ts
var SIZES2 = [
  { font: 14, weight: 600, until: 160 },
  { font: 13, weight: 500, until: 1600 },
  { font: 12, weight: 400, until: 6400 },
  { font: 11, weight: 400, until: Infinity }
];
var LIFT = 12;
var MARGIN_X = 5;
var MARGIN_Y = 2.5;
var LINE = 1.25;
var fontOf = (size) => `${size.weight} ${size.font}px ${FONTS}`;
function sizeAt(place2) {
  return SIZES2.findIndex((size) => place2 < size.until);
}

// src/labels/label-layout.ts
var MAX_SCALE = 512;
var LABELED_AT_START = 440;
var PARTIAL_OCTAVES = [3, 5];
var LARGE = 8e3;
function labelLayout(request, context, tell) {
  const { map, texts: texts2, order, kept, startScale } = request;
  const began = performance.now();
  const n = texts2.length;
  const width = new Float32Array(n);
  const halfWidth = new Float32Array(n);
  const halfHeight = new Float32Array(n);
  const notBefore = new Float32Array(n);
  const sizes = new Uint8Array(n);
  const named2 = nameRegions(placesOf(map, texts2, order, kept), (font) => widthIn(context, font));
  const measures = SIZES2.map((size) => measureIn(context, fontOf(size)));
  order.forEach((row, at) => {
    const size = sizes[row] = sizeAt(at);
    width[row] = measures[size](texts2[row]) / 2;
    halfWidth[row] = width[row] + MARGIN_X;
    notBefore[row] = startScale * Math.sqrt(at / LABELED_AT_START);
    halfHeight[row] = SIZES2[size].font * LINE / 2 + MARGIN_Y;
  });
  const widest = width.reduce((most, half) => Math.max(most, half), 0);
  let before = null;
  const told3 = ({ scales: scales2, names }, done) => {
    const regions = names.map(({ at, shortened, ...where }) => {
      const lines = shortened ? [named2[at].words[0]] : named2[at].lines;
      return { ...named2[at], ...where, lines };
    });
    const octaves = newOctaves(map, scales2, before);
    const deepest = scales2.reduce((most, scale) => scale === Infinity ? most : Math.max(most, scale), 0);
    const points = done && request.first ? indexOf(map) : null;
    const took = performance.now() - began;
    if (!done) before = scales2.slice();
    const copies = { halfWidth: done ? width : width.slice(), sizes: done ? sizes : sizes.slice() };
    return { scales: scales2, ...copies, octaves, deepest, widest, regions, points, done, took };
  };
  const placed = place({
    x: map.x,
    y: map.y,
    halfWidth,
    halfHeight,
    order,
    notBefore,
    names: named2,
    isNearLand: nearLand(map),
    startScale,
    maxScale: MAX_SCALE,
    onOctave: (octave, left, sofar) => {
      if (!request.first || n < LARGE || left === 0 || !PARTIAL_OCTAVES.includes(octave)) return;
      tell(told3(sofar(), false));
    }
  });
  tell(told3(placed, true));
}
var NEAR_LAND = 5e-3;
function nearLand(map) {
  const { columns: columns2, cell: cell2, left, top, values } = densityOf(map);
  return (x, y) => values[Math.floor((y - top) / cell2) * columns2 + Math.floor((x - left) / cell2)] >= NEAR_LAND;
}

// src/labels/label-source.ts
function layOutLabels(request, tell) {
  let octaves = [];
  const work = beside(
    label_worker_default,
    (asked, hear) => {
      octaves = [];
      const context = document.createElement("canvas").getContext("2d");
      if (context) labelLayout(asked, context, hear);
    },
    (layout) => {
      if (layout.done) work.stop();
      octaves = [...octaves, ...layout.octaves];
      tell({ ...layout, octaves });
    }
  );
  work.ask(request);
  return () => work.stop();
}

// src/labels/labeling.ts
var LEAST_MAP_PIXELS = 188;
var REST_MS = 200;
function labelMap(data, store, labels, camera, picking, redraw) {
  let resting = 0;
  let firstShown = () => {
  };
  const show2 = (layout) => {
    labels.setLayout(layout);
    if (layout.points) picking.adopt(layout.points);
    if (layout.done) limitTo(labels, camera, store.state);
    firstShown();
    redraw();
  };
  const { layOut: layOut2, stop: stopWork } = createWork(data, labels.texts, () => store.state.locale, show2);
  let all = null;
  let laidOutIn = store.state.locale;
  let [followed, followedIn] = [[], laidOutIn];
  let settle2 = () => {
  };
  const begin = () => layOut2(null, true).then((layout) => {
    if (!layout) return;
    all = layout;
    if (masksOf(store.state).length > 0) follow2();
  });
  let ready = begin();
  const follow2 = () => {
    if (!all) return;
    const seen = { ...store.state, hover: -1 };
    const masks = masksOf(seen);
    if (sameMasks(masks, followed) && followedIn === seen.locale) return;
    [followed, followedIn] = [masks, seen.locale];
    clearTimeout(resting);
    stopWork();
    settle2();
    const isKept = masks.length > 0;
    if (!isKept && laidOutIn === seen.locale) {
      ready = Promise.resolve();
      return show2(all);
    }
    ready = new Promise((resolve) => {
      settle2 = resolve;
      resting = window.setTimeout(() => {
        void layOut2(keptRows(data.n, masks), false).then((layout) => {
          if (layout && !isKept) [all, laidOutIn] = [layout, seen.locale];
          resolve();
        });
      }, REST_MS);
    });
  };
  const unfollow = store.on(["masks", "mode", "selected", "landed", "locale"], follow2);
  return {
    get ready() {
      return settled(() => ready);
    },
    renew() {
      clearTimeout(resting);
      stopWork();
      settle2();
      all = null;
      [followed, followedIn, laidOutIn] = [[], store.state.locale, store.state.locale];
      const shown = new Promise((resolve) => {
        firstShown = resolve;
      });
      ready = begin();
      return shown;
    },
    stop() {
      unfollow();
      clearTimeout(resting);
      stopWork();
      settle2();
    }
  };
}
function createWork(data, texts2, locale, show2) {
  const order = orderOfImportance(data);
  const startScale = LEAST_MAP_PIXELS / Math.max(data.width, data.height, 1);
  let stopWork = () => {
  };
  return {
    /** Those that are kept before all others; resolved when each has its place, or with null when stopped before. */
    layOut: (kept, first) => new Promise((resolve) => {
      const request = { map: mapFor(data, locale()), texts: texts2, order: keptFirst(order, kept), kept, startScale, first };
      const stop2 = layOutLabels(request, (layout) => {
        show2(layout);
        if (layout.done) resolve(layout);
      });
      stopWork = () => {
        stop2();
        resolve(null);
      };
    }),
    stop: () => stopWork()
  };
}
function limitTo(labels, camera, state) {
  if (labels.deepest > 0) camera.limit(1.5 * labels.deepest * enlargement(state));
}
async function settled(ready) {
  let seen = null;
  while (seen !== ready()) await (seen = ready());
}
function keptRows(n, masks) {
  if (masks.length === 0) return null;
  return Uint8Array.from({ length: n }, (_, row) => masks.every((mask) => mask[row] === 1) ? 1 : 0);
}
var WORDS2 = { unfit: UNFIT_NAMES, functions: FUNCTION_WORDS };
function mapFor(data, locale) {
  const { n, k, x, y, width, height, grid, neighbors } = data;
  const [known4, script] = ["kind", "script"].map((name) => traitOf(data, name, locale));
  const kind = withUntrained(known4, data, locale);
  return { n, k, x, y, width, height, grid, neighbors, kind, script, words: WORDS2 };
}
function traitOf(data, name, locale) {
  const column = data.columns.find((one2) => one2.name === name);
  if (!column?.categories) return void 0;
  const { values, categories } = column;
  return { values, categories, names: categories.map((_, code) => categoryOf(column, code, locale)) };
}
function withUntrained(kind, data, locale) {
  const trained = trainedOf(data);
  if (!kind || !trained) return kind;
  const values = Uint32Array.from(
    kind.values,
    (code, row) => trained.values[row] < TRAINED_FROM ? kind.categories.length : code
  );
  const name = translator(locale)("untrainedRows");
  return { values, categories: [...kind.categories, "untrained"], names: [...kind.names, name] };
}

// src/panels/alone.css
var alone_default = ".alone{inset-block-start:16px;inset-inline-end:16px;padding:8px 12px;color:var(--soft);font-size:calc(13 * var(--px));text-decoration:none}.alone:is(:hover,:focus-visible){color:var(--ink);text-decoration:underline}.presenting>.alone{display:none}@media(pointer:coarse){.alone{box-sizing:border-box;min-block-size:44px;padding-block:12px}}.embed>.left{inset-inline-end:150px}.narrow.embed>.left{inset-block-end:40px}.narrow.embed>.alone{inset-block-start:8px;inset-inline-end:8px}.embed .answer>:last-child{display:none}\n";

// src/panels/alone.ts
var alonePanel = { styles: alone_default, shared: true, start: start2 };
function start2(context) {
  const { root: root2 } = context;
  const link2 = el("a", { class: "panel alone", target: "_blank", rel: "noopener", hidden: !context.linkable });
  root2.append(link2);
  const point = () => {
    link2.href = aloneAddress(context.link());
  };
  for (const event of ["pointerenter", "pointerdown", "focus", "click"]) link2.addEventListener(event, point);
  const dress = () => {
    link2.textContent = context.t("openAlone");
  };
  if (context.linkable) point();
  dress();
  return context.onDress(dress);
}

// src/panels/announcer.css
var announcer_default = ".unseen{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}\n";

// src/panels/announcer.ts
var announcer = { styles: announcer_default, shared: true, start: start3 };
function start3(context) {
  const { data, root: root2, store } = context;
  const voice = el("div", { class: "unseen", "aria-live": "polite" });
  root2.append(voice);
  const stops = [
    store.on(["selected"], ({ selected }) => {
      if (selected < 0) return void (voice.textContent = context.t("announceNone"));
      const neighbors = neighborsOf2(data, selected).map(({ row }) => short(data.readable[row]));
      const token2 = short(data.readable[selected]);
      voice.textContent = context.t("announce", { token: token2, neighbors: neighbors.join(", ") });
    }),
    store.on(["picked"], ({ picked }) => {
      voice.textContent = context.t(picked ? "pickedCount" : "announceUnpicked", { n: picked?.length ?? 0 });
    }),
    store.on(["stops"], (state) => {
      voice.textContent = context.t("stopsHint", { n: state.stops.length });
    }),
    // the last: what a stop selects is part of what it shows
    store.on(["stop"], ({ locale, stop: stop2, stops: all }) => {
      const at = all[stop2];
      if (!at) return;
      const words3 = [toldIn(at.name, locale), toldIn(at.note, locale)].filter(Boolean);
      voice.textContent = [context.t("stopOf", { i: stop2 + 1, n: all.length }), ...words3].join(". ");
    })
  ];
  return () => stops.forEach((stop2) => stop2());
}

// src/panels/back.css
var back_default = ".back{inset-block-start:96px;inset-inline:0;inline-size:fit-content;margin-inline:auto;display:flex;gap:8px;padding:8px 16px}\n";

// src/panels/back.ts
var backPanel = { styles: back_default, start: start4 };
var NEAR = 4;
function start4(context) {
  const { camera, data, picking, root: root2 } = context;
  const arrow = document.createElement("span");
  arrow.setAttribute("aria-hidden", "true");
  const text3 = document.createElement("span");
  const back = button({ class: "panel back", hidden: true }, () => camera.fly(camera.home), arrow, text3);
  root2.append(back);
  const look2 = () => {
    const [left, top] = camera.toWorld(0, 0);
    const [right, bottom] = camera.toWorld(camera.width, camera.height);
    const beside2 = right < 0 || bottom < 0 || left > data.width || top > data.height;
    const near = camera.view.scale > NEAR * camera.home.scale;
    const bare = near && picking.within(left, top, right, bottom).length === 0;
    const lost = beside2 || bare;
    back.hidden = !lost;
    if (!lost) return;
    const { x, y } = camera.view;
    let [nearest, far] = [0, Infinity];
    for (let row = 0; row < data.n; row++) {
      const away = (data.x[row] - x) ** 2 + (data.y[row] - y) ** 2;
      if (away < far) [nearest, far] = [row, away];
    }
    const turn = Math.atan2(data.y[nearest] - y, data.x[nearest] - x);
    arrow.textContent = "←↖↑↗→↘↓↙"[(Math.round((turn + Math.PI) / (Math.PI / 4)) + 8) % 8];
  };
  const dress = () => void (text3.textContent = context.t("backToMap"));
  dress();
  const stops = [context.onView(look2), context.onDress(dress)];
  return () => stops.forEach((stop2) => stop2());
}

// src/text/pen.ts
function takeRimmed(pen, align, rim) {
  pen.textAlign = align;
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = 2 * rim;
}
function writeRimmed(pen, text3, x, y) {
  pen.strokeText(text3, x, y);
  pen.fillText(text3, x, y);
}

// src/save/caption.ts
var FONT = 12;
var INSET = 16;
var RIM = 1.5;
function captionOf(data, t) {
  const { subtitle } = data.meta;
  const also = typeof subtitle === "string" && subtitle ? [short(subtitle, 100)] : [];
  const parts = [short(data.name, 60), ...also, t("tokens", { n: data.n })];
  const space = spaceOf(data);
  if (space) parts.push(t("inSpace", { name: short(space, 40) }));
  const kept = keptOf2(data);
  if (kept) parts.push(t(kept.k > 1 ? "keeps" : "keepsNearest", { share: Math.round(100 * kept.share), k: kept.k }));
  return parts.join(" · ");
}
function spaceOf({ meta }) {
  const { space } = meta.corrected ?? {};
  return typeof space === "string" && space !== "raw" ? space : null;
}
function keptOf2({ meta }) {
  const scores = meta.scores;
  for (const [name, share] of Object.entries(scores ?? {})) {
    const k = /^recall@(\d+)$/.exec(name)?.[1];
    if (k && typeof share === "number") return { k: Number(k), share };
  }
  return null;
}
function drawCaption(pen, text3, height, theme) {
  pen.font = `500 ${FONT}px ${FONTS}`;
  takeRimmed(pen, "left", RIM);
  pen.strokeStyle = theme.halo;
  pen.fillStyle = theme.region;
  writeRimmed(pen, text3, INSET, height - INSET);
}

// src/panels/caption.css
var caption_default = ".caption{position:absolute;inset-block-end:14px;inset-inline:312px 572px;margin:0 auto;inline-size:fit-content;padding:1px 8px;border-radius:8px;background:var(--paper);color:var(--soft);font-size:calc(12 * var(--px));text-align:center;pointer-events:none}@media(pointer:coarse){.caption{inset-inline-end:672px}}.bare .caption{inset-inline:12px}.copy{display:none}.narrow .caption{inset-block:60px auto;inset-inline:12px;max-inline-size:calc(100% - 40px);font-size:calc(11 * var(--px));overflow-wrap:anywhere;text-wrap:balance}.short .caption{inset-block:8px auto;inset-inline:308px 8px;max-inline-size:calc(100% - 332px);overflow-wrap:anywhere}.phone.bare .caption{inset-block:auto calc(8px + var(--docked, 0px));inset-inline:12px;max-inline-size:calc(100% - 40px)}.tight:not(.bare) .caption{inset-inline:312px 16px;inset-block-end:72px}@media(pointer:coarse){.tight:not(.bare) .caption{inset-block-end:80px}}.lexiscape.presenting:not(.phone)>.caption{inset-block:auto 14px;inset-inline:12px}\n";

// src/panels/caption.ts
var captionPanel = { styles: caption_default, start: start5 };
function start5(context) {
  const { data, root: root2, surface } = context;
  const line = el("p", { class: "caption" });
  surface.after(line);
  const copy = el("p", { class: "copy" });
  root2.prepend(copy);
  const dress = () => {
    line.textContent = captionOf(data, context.t);
    copy.textContent = context.t("noScripts");
    line.title = line.textContent;
  };
  dress();
  return context.onDress(dress);
}

// src/camera/overview.ts
var STRAY = 0.05;
var FILL = 0.8;
var NEAREST = 12;
function overviewOf({ x, y }, rows, { home, width, height }, room) {
  const [left, right] = mostOf(x, rows);
  const [top, bottom] = mostOf(y, rows);
  const fits = Math.min((room.right - room.left) / (right - left), (room.bottom - room.top) / (bottom - top));
  const scale = clamp(FILL * fits, home.scale, NEAREST * home.scale);
  return {
    x: (left + right) / 2 + (width - room.left - room.right) / 2 / scale,
    y: (top + bottom) / 2 + (height - room.top - room.bottom) / 2 / scale,
    scale
  };
}
function mostOf(values, rows) {
  const sorted = Float32Array.from(rows, (row) => values[row]).sort();
  const cut = Math.floor(STRAY * sorted.length);
  return [sorted[cut], sorted[sorted.length - 1 - cut]];
}

// src/camera/room.ts
var area = (box) => Math.max(0, box.right - box.left) * Math.max(0, box.bottom - box.top);
function freeRoom(whole2, covers) {
  let room = whole2;
  for (const cover of [...covers].sort((a, b) => area(b) - area(a))) {
    if (cover.left >= room.right || cover.right <= room.left || cover.top >= room.bottom || cover.bottom <= room.top)
      continue;
    const cuts = [
      { ...room, left: cover.right },
      { ...room, right: cover.left },
      { ...room, top: cover.bottom },
      { ...room, bottom: cover.top }
    ];
    room = cuts.reduce((best2, cut) => area(cut) > area(best2) ? cut : best2);
  }
  return room;
}
function roomIn(root2) {
  const origin = root2.getBoundingClientRect();
  const boxOf = ({ left, top, right, bottom }) => ({
    left: left - origin.left,
    top: top - origin.top,
    right: right - origin.left,
    bottom: bottom - origin.top
  });
  const panels = [...root2.querySelectorAll(".panel")].filter((panel) => panel.offsetParent !== null);
  return freeRoom(
    boxOf(origin),
    panels.map((panel) => boxOf(panel.getBoundingClientRect()))
  );
}

// src/panels/check.css
var check_default = ".left>.check{flex:0 1 auto;min-block-size:40px;max-block-size:45%;overflow:auto;font-size:calc(13 * var(--px))}.narrow .left>.check{margin-block-start:calc(var(--caption-size, 18px) - 4px)}.left>.check[open]{min-block-size:min(176px,45%)}.check summary{position:sticky;inset-block-start:0;padding:9px 14px;border-radius:12px;background:linear-gradient(var(--paper),var(--paper)),var(--sea);font-weight:650;cursor:pointer}.check summary .value{margin-inline-start:8px;font-weight:400}.check ul{padding:0 6px 6px}.check button{inline-size:100%;display:flex;gap:8px;align-items:baseline;padding:4px 8px;text-align:start}.check button[aria-pressed=true]{background:var(--hover);font-weight:600}.check .fact{color:var(--soft)}.why{margin:2px 8px 6px;color:var(--soft);font-size:calc(12 * var(--px));overflow-wrap:anywhere}.why span{display:block}\n";

// src/panels/check.ts
var checkPanel = { styles: check_default, shared: true, start: start6 };
function start6(context) {
  const { data, left, root: root2, camera, store } = context;
  const findings = findingsOf(data);
  const quiet = createQuiet(context);
  if (findings.length === 0 && quiet.isEmpty) return () => void 0;
  const items = findings.map((found) => createItem(context, found, () => choose(found)));
  const title = el("span", {});
  const count2 = el("span", { class: "value" });
  const panel = el(
    "details",
    { class: "panel check" },
    el("summary", {}, title, count2),
    el("ul", {}, ...items.map(({ element }) => element)),
    quiet.element
  );
  left.append(panel);
  const choose = ({ rows }) => {
    const isChosen = store.state.picked === rows;
    store.set({ picked: isChosen ? null : rows });
    if (!isChosen && camera.sized) camera.fly(overviewOf(data, rows, camera, roomIn(root2)));
  };
  const dress = () => {
    title.textContent = context.t("check");
    count2.textContent = findings.length.toLocaleString(store.state.locale);
    for (const item2 of items) item2.dress();
    quiet.dress();
  };
  const follow2 = () => {
    for (const item2 of items) item2.follow();
    const chosen = items.find(({ found }) => found.rows === store.state.picked);
    if (chosen)
      requestAnimationFrame(() => panel.scrollTop = chosen.element.offsetTop - panel.firstElementChild.clientHeight);
  };
  const stops = [store.on(["picked"], follow2), context.onDress(dress)];
  dress();
  follow2();
  return () => stops.forEach((stop2) => stop2());
}
function createQuiet(context) {
  const element = el("div", { class: "quiet" });
  const { none: none2, soFar, notChecked } = quietOf(context.data);
  const parts = [
    ["checkNone", none2],
    ["checkSoFar", soFar],
    ["checkNot", notChecked]
  ];
  return {
    element,
    isEmpty: parts.every(([, told3]) => told3.length === 0),
    dress() {
      const { findings } = languageOf(context.store.state.locale);
      const said = ({ name, title, why }) => `${own(findings, name) ?? visible(title)}${why === "" ? "" : ` (${visible(why)})`}`;
      const lines = parts.filter(([, told3]) => told3.length > 0);
      element.replaceChildren(
        ...lines.map(([key, told3]) => el("p", { class: "why" }, `${context.t(key)}: ${told3.map(said).join("; ")}`))
      );
    }
  };
}
function createItem(context, found, choose) {
  const { store } = context;
  const name = el("span", {});
  const count2 = el("span", { class: "value" });
  const chooser = button({ "data-finding": found.name }, choose, name, count2);
  const details = el("p", { class: "why" });
  return {
    found,
    element: el("li", { class: found.isFault ? "fault" : "fact" }, chooser, details),
    dress() {
      const { locale } = store.state;
      const told3 = own(languageOf(locale).findings, found.name);
      name.textContent = told3 ?? visible(found.title);
      name.lang = told3 === void 0 ? "en" : locale;
      count2.textContent = found.count.toLocaleString(locale);
      const { advice, rules } = languageOf(locale);
      const exact = visible(`${found.rule}; ${found.sure}.`);
      chooser.title = exact;
      const more = found.count - found.rows.length;
      const cut = more > 0 ? [el("span", {}, context.t("more", { n: more }))] : [];
      const said = (text3) => text3 === void 0 ? [] : [el("span", { lang: locale }, text3)];
      const english2 = (text3) => el("span", { lang: "en" }, visible(text3));
      const advised = own(advice, found.name);
      const rest = [...said(own(rules, found.name)), english2(exact)];
      details.replaceChildren(...cut, ...advised ? said(advised) : [english2(found.advice)], ...rest);
    },
    follow() {
      const isChosen = store.state.picked === found.rows;
      chooser.setAttribute("aria-pressed", String(isChosen));
      details.hidden = !isChosen;
    }
  };
}

// src/browser/icons.ts
var STROKES = {
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  home: "M3.5 9.5 10 4l6.5 5.5M5.5 8.5V16h9V8.5",
  theme: "M10 3.5a6.5 6.5 0 0 1 0 13a6.5 6.5 0 0 1 0-13zM10 6v8a4 4 0 0 0 0-8z",
  lasso: "M10 4c4 0 6.5 1.8 6.5 4.2S14 12.5 10 12.5 3.5 10.6 3.5 8.2 6 4 10 4zM7 12.2c-1.6.6-1.8 2.3-.4 2.9 1.3.5.9 1.7-.6 1.9",
  box: "M4 7V4h3M13 4h3v3M16 13v3h-3M7 16H4v-3M9 4h2M9 16h2M4 9v2M16 9v2",
  present: "M3.5 4.5h13v9h-13zM10 13.5v3M7 16.5h6",
  text: "M3.5 15 7 5.5 10.5 15M4.7 12h4.6M12 15l2.2-6 2.3 6M12.8 13h3",
  save: "M10 3.5v9M6.5 9 10 12.5 13.5 9M4 16h12",
  tour: "M5 16.5v-13M5 4.5h9.5l-2 3 2 3H5",
  table: "M3.5 4.5h13v11h-13zM3.5 8.2h13M3.5 11.9h13M8 8.2v7.3",
  back: "M12 5 7 10l5 5",
  on: "M8 5l5 5-5 5",
  up: "M5 12 10 7l5 5",
  down: "M5 8l5 5 5-5",
  help: "M7.3 7.5C7.3 5.8 8.5 4.7 10.1 4.7s2.7 1 2.7 2.5c0 2-2.7 2.3-2.7 4.4M10.05 15.2v.1",
  close: "M5.5 5.5l9 9M14.5 5.5l-9 9",
  fold: "M5.5 8 10 12.5 14.5 8",
  play: "M6.5 4.5v11l9-5.5z",
  pause: "M7 4.5v11M13 4.5v11",
  former: "M6 4.5v11M14.5 4.5v11L8 10z",
  next: "M14 4.5v11M5.5 4.5v11L12 10z",
  more: "M5 9.5v1M10 9.5v1M15 9.5v1",
  copy: "M7.5 7.5h8v8h-8zM12.5 7.5v-3h-8v8h3"
};
function icon(sign) {
  const picture = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({
    viewBox: "0 0 20 20",
    class: `icon icon-${sign}`,
    "aria-hidden": "true"
  })) {
    picture.setAttribute(key, value);
  }
  const stroke = document.createElementNS(SVG, "path");
  stroke.setAttribute("d", STROKES[sign]);
  picture.append(stroke);
  return picture;
}
function closeButton(name, act) {
  return button({ class: "close", "aria-label": name }, act, icon("close"));
}

// src/panels/controls.css
var controls_default = ".controls .group>[data-key=language]{inline-size:auto;padding-inline:4px;font-size:calc(11.5 * var(--px));font-weight:600;white-space:nowrap}.presenting>:is(.left,.controls,.hint){display:none}.strip.presenting{display:none}.presenting>.caption{inset-inline:12px;font-size:calc(18 * var(--px))}.leave{display:none;position:absolute;inset-block-start:12px;inset-inline-end:12px;place-items:center;inline-size:44px;block-size:44px;color:var(--soft);opacity:0.5}.presenting>.leave{display:grid}.leave:is(:hover,:focus-visible){opacity:1}.narrow:not(.compact) .controls .group>[data-key=present]{display:none}\n";

// src/panels/controls.ts
var controlsPanel = { styles: controls_default, shared: true, start: start7 };
function start7(context) {
  const { bar, camera, roots, store, surface } = context;
  const group2 = el("div", { class: "group" });
  bar.append(group2);
  const next = () => nextLocale(store.state.locale);
  const nameOfNext = () => languageOf(next()).name;
  const rare = /* @__PURE__ */ new Set(["theme", "language", "textSize", "present"]);
  const actions = [
    ["zoomIn", () => icon("plus"), () => camera.zoomBy(2)],
    ["zoomOut", () => icon("minus"), () => camera.zoomBy(0.5)],
    ["wholeMap", () => icon("home"), () => camera.fly(camera.home)],
    ["theme", () => icon("theme"), () => store.set({ theme: context.theme.name === "dark" ? "light" : "dark" })],
    ["language", nameOfNext, () => store.set({ locale: next() })],
    ["textSize", () => icon("text"), () => store.set({ textSize: nextTextSize(store.state.textSize) })],
    ["present", () => icon("present"), () => present(true)]
  ];
  const present = (presenting) => {
    surface.focus();
    store.set({ presenting });
  };
  const leave = button({ class: "leave" }, () => present(false), icon("close"));
  roots[0].append(leave);
  const buttons = actions.map(
    ([key, , act]) => button({ class: rare.has(key) ? "rare" : void 0, "data-key": key }, act)
  );
  group2.append(...buttons);
  const show2 = () => {
    actions.forEach(([key, sign], i) => {
      const name = key === "language" ? nameOfNext() : context.t(key, { share: 100 * store.state.textSize });
      buttons[i].setAttribute("aria-label", name);
      buttons[i].title = name;
      buttons[i].replaceChildren(sign());
      if (key === "language") buttons[i].lang = next();
    });
    leave.title = context.t("leave");
    leave.setAttribute("aria-label", leave.title);
  };
  const stops = [context.onDress(show2), store.on(["textSize"], show2)];
  show2();
  return () => stops.forEach((stop2) => stop2());
}

// src/save/download.ts
function download(content, name) {
  const address = URL.createObjectURL(content);
  const link2 = el("a", { href: address, download: name });
  link2.click();
  setTimeout(() => URL.revokeObjectURL(address), 6e4);
}
function mayBeBarred() {
  if (window.parent === window) return false;
  const frame2 = window.frameElement;
  if (frame2) return frame2.hasAttribute("sandbox") && !frame2.sandbox.contains("allow-downloads");
  return self.origin === "null" && location.protocol !== "file:";
}
function fileName(name, suffix) {
  const safe = name.normalize("NFC").replace(/[^\p{L}\p{M}\p{N}._-]+/gu, "-").replace(/^[-.]+|[-.]+$/g, "");
  return ([...safe].slice(0, 60).join("") || "map") + suffix;
}
async function copyText(text3) {
  try {
    await navigator.clipboard.writeText(text3);
    return true;
  } catch {
    return copyBySelection(text3);
  }
}
function copyBySelection(text3) {
  const focused = document.activeElement;
  const holder = el("textarea", { readonly: true });
  holder.value = text3;
  holder.style.cssText = "position: fixed; opacity: 0";
  document.body.append(holder);
  holder.select();
  const done = document.execCommand("copy");
  holder.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}

// src/panels/help.css
var help_default = ".help{box-sizing:border-box;inline-size:min(520px,calc(100% - 32px));max-block-size:calc(100% - 32px);overflow:auto;padding:20px 24px 24px;border:1px solid var(--line);border-radius:16px;background:var(--solid);color:var(--ink);box-shadow:0 12px 48px #00000038}.help::backdrop{background:#00000047}.help h2{margin:0 40px 8px 0;font-size:calc(19 * var(--px));font-weight:650}.help p{margin:0 0 14px;color:var(--soft)}.help dl{margin:0}.help dl div{display:flex;gap:14px;padding:4px 0}.help dt{flex:none;inline-size:64px}.help dd{margin:0}.help dl+h2{margin-block-start:22px}.help pre{margin:0 0 8px;padding:10px 12px;border:1px solid var(--line);border-radius:8px;font-family:ui-monospace,monospace;font-size:calc(12 * var(--px));line-height:1.45;overflow-wrap:anywhere;white-space:pre-wrap;user-select:text}.help .cited{margin:0 0 8px;overflow-wrap:anywhere}.help pre+button{padding:5px 12px;border:1px solid var(--line);border-radius:8px}kbd{display:inline-block;box-sizing:border-box;min-inline-size:24px;padding:1px 6px;border:1px solid var(--line);border-block-end-width:2px;border-radius:6px;font:inherit;font-size:calc(12 * var(--px));text-align:center}\n";

// src/panels/help.ts
var helpPanel = { styles: help_default, shared: true, start: start8 };
function start8(context) {
  const { bar, root: root2, store } = context;
  const opener = button({ "data-key": "help" }, () => open(), icon("help"));
  bar.append(el("div", { class: "group" }, opener));
  const card = el("dialog", { class: "help" });
  root2.append(card);
  const dress = () => {
    const { t } = context;
    opener.setAttribute("aria-label", t("help"));
    opener.title = `${t("help")} (?)`;
    card.setAttribute("aria-label", t("help"));
    const { locale } = store.state;
    const { title, lead } = languageOf(locale).help;
    const close = closeButton(t("close"), () => card.close());
    const rows = keysIn(locale).map(
      ({ caps, what, lang }) => el("div", {}, el("dt", {}, ...capsOf(caps)), el("dd", { lang: lang === locale ? void 0 : lang }, what))
    );
    const cited = [context, ...context.partners()].filter(({ data }) => data.citation).flatMap(citationOf);
    const cite = cited.length > 0 ? [el("h2", {}, t("cite")), ...cited] : [];
    card.replaceChildren(close, el("h2", {}, title), el("p", {}, lead), el("dl", {}, ...rows), ...cite);
  };
  const open = () => {
    if (card.open) return;
    dress();
    card.showModal();
    card.scrollTop = 0;
  };
  card.addEventListener("click", (event) => {
    if (event.target === card) card.close();
  });
  dress();
  return context.onDress(dress);
}
function citationOf({ data, t }) {
  const versions = data.meta.versions;
  const version = versions && own(versions, "lexiscape");
  const told3 = [captionOf(data, t), version ? `Lexiscape ${version}` : ""].filter(Boolean);
  const entry = el("pre", { tabindex: 0, "aria-label": "BibTeX", lang: "en" }, data.citation.trimEnd());
  const copy = button(
    {},
    () => {
      void copyText(data.citation).then((done) => {
        copy.textContent = t(done ? "copied" : "notCopied");
        if (!done) getSelection()?.selectAllChildren(entry);
      });
    },
    t("copy")
  );
  return [el("p", { class: "cited" }, told3.join(" · ")), entry, copy];
}
function keysIn(locale, shortcuts = SHORTCUTS) {
  const translated = languageOf(locale).shortcuts;
  return shortcuts.map(({ name, caps, help }) => {
    const what = own(translated, name);
    return what === void 0 ? { caps, what: help, lang: "en" } : { caps, what, lang: locale };
  });
}
function capsOf(caps) {
  return caps.flatMap((cap, i) => [...i > 0 ? [" "] : [], el("kbd", {}, cap)]);
}

// src/panels/hint.css
var hint_default = ".hint{position:absolute;inset-block-end:44px;inset-inline:312px 572px;margin:0 auto;inline-size:fit-content;padding:5px 14px;border-radius:16px;background:var(--paper);color:var(--soft);font-size:calc(13 * var(--px));text-align:center;pointer-events:none}@media(pointer:coarse){.hint{inset-inline-end:672px}}.bare .hint{inset-inline:12px}.narrow .hint{inset-block:calc(74px + var(--caption-size, 18px)) auto;inset-inline:8px}.narrow:has(.check) .hint{inset-block-start:calc(116px + var(--caption-size, 18px))}@media(max-height:600px){.narrow:has(.check) .hint{display:none}}.short .hint{inset-block:auto calc(16px + max(var(--docked, 0px),var(--buttons, 46px)));inset-inline:308px 8px}.phone.bare .hint{inset-block:auto calc(22px + var(--caption-size, 18px) + var(--docked, 0px));inset-inline:12px}.tight:not(.bare) .hint{inset-inline:312px 16px;inset-block-end:118px}@media(pointer:coarse){.tight:not(.bare) .hint{inset-block-end:126px}}:not(.phone)>.hint:has(~.tour-bar:not([hidden])),:not(.phone)>.tour-bar:not([hidden])~.hint{inset-block-end:calc(8px + var(--low, 158px))}.phone.docked>.hint[data-first]{display:none}\n";

// src/panels/hint.ts
var hintPanel = { styles: hint_default, start: start9 };
function start9(context) {
  const { root: root2, store, surface } = context;
  const line = el("p", { class: "hint" });
  root2.append(line);
  let isNew = true;
  let wheeled = false;
  let kept = 0;
  const press = matchMedia(COARSE).matches ? "tapHint" : "clickHint";
  const show2 = () => {
    const { picked, query: query2, selected, stop: stop2, tool } = store.state;
    if (selected >= 0) isNew = false;
    const isBusy = !isNew || query2 !== "" || picked !== null || stop2 >= 0;
    line.hidden = kept === 0 && !wheeled && tool === "move" && isBusy;
    line.toggleAttribute("data-first", kept === 0 && !wheeled && tool === "move");
    if (kept > 0) line.textContent = context.t("stopsHint", { n: kept });
    else line.textContent = context.t(wheeled ? "wheelHint" : tool === "move" ? press : `${tool}Hint`);
  };
  const say3 = (is) => {
    if (wheeled === is) return;
    wheeled = is;
    show2();
  };
  surface.addEventListener("wheel", (event) => say3(!context.takesWheel(event)), { passive: true });
  for (const event of ["pointerleave", "focus"]) surface.addEventListener(event, () => say3(false));
  const stops = [
    store.on(["stops"], (state) => {
      kept = state.stops.length;
      show2();
    }),
    store.on(["selected", "tool", "query", "picked"], () => {
      kept = 0;
      show2();
    }),
    store.on(["stop"], ({ stop: stop2 }) => {
      if (stop2 >= 0) kept = 0;
      show2();
    }),
    context.onDress(show2)
  ];
  show2();
  return () => stops.forEach((stop2) => stop2());
}

// src/panels/legend/category-list.css
var category_list_default = '.categories{margin-inline:-8px 0}.categories button{display:flex;align-items:center;gap:8px;inline-size:100%;padding:2px 0 2px 8px;text-align:start}.categories button[data-codes]{position:relative}.categories button[data-codes]::after{content:"";position:absolute;inset-block-end:0;inset-inline-start:26px;block-size:2px;inline-size:calc((100% - 34px) * var(--share, 0));background:var(--soft);opacity:0.4}.categories bdi{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.categories .value{padding-inline-end:8px}.categories .off{opacity:0.35}.swatch{inline-size:10px;block-size:10px;border-radius:50%;flex:none}.swatch:not(:empty){inline-size:auto;min-inline-size:calc(18 * var(--px));block-size:auto;margin-inline:-4px;border-radius:4px;box-shadow:inset 0 0 0 1px var(--soft);color:inherit;font-size:calc(10.5 * var(--px));font-weight:600;line-height:1.4;text-align:center}[aria-pressed=true]>.swatch{box-shadow:0 0 0 2px var(--solid),0 0 0 3.5px var(--ink)}.sought:not([hidden])+.categories{max-block-size:232px;overflow:auto}.categories button:focus-visible{outline-offset:-2px}.sought{box-sizing:border-box;inline-size:100%;margin-block:2px 6px;padding:4px 8px;border:1px solid var(--line);border-radius:8px;background:none;font-size:calc(13 * var(--px))}.sought::placeholder{color:var(--soft)}.categories+.status{padding:2px 0;color:var(--soft);font-size:calc(12 * var(--px))}\n';

// src/browser/arrows.ts
function arrowsThrough(list2, leave = () => void 0) {
  const buttons = () => [...list2.querySelectorAll("li > button")];
  const focus = (to) => {
    if (!to) return;
    for (const other of list2.querySelectorAll('button[tabindex="0"]')) other.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  };
  const [first] = buttons();
  if (first) first.tabIndex = 0;
  list2.onkeydown = (event) => {
    const all = buttons();
    const at = all.indexOf(event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
    if (at < 0 || !Object.hasOwn(to, event.key)) return;
    event.preventDefault();
    if (to[event.key] < 0) leave();
    else focus(all[to[event.key]]);
  };
}

// src/points/crowds.ts
var SIDE = 32;
var MOST_CROWDS = 99;
var known3 = /* @__PURE__ */ new WeakMap();
function forgetCrowds() {
  known3 = /* @__PURE__ */ new WeakMap();
}
function crowdsOf({ n, x, y, width, height }, column) {
  const made2 = known3.get(column);
  if (made2) return made2;
  const codes = Math.min(column.categories?.length ?? 0, MOST_CROWDS);
  const cell2 = Math.max(width, height, 1) / SIDE;
  const step = (value) => clamp(Math.floor(value / cell2), 0, SIDE - 1);
  const cellOf = (row) => step(y[row]) * SIDE + step(x[row]);
  const counts = new Uint32Array(codes * SIDE * SIDE);
  const { values } = column;
  for (let row = 0; row < n; row++) if (values[row] < codes) counts[values[row] * SIDE * SIDE + cellOf(row)]++;
  const crowds = new Int32Array(codes).fill(-1);
  for (let code = 0; code < codes; code++) {
    const own2 = counts.subarray(code * SIDE * SIDE, (code + 1) * SIDE * SIDE);
    const most = own2.indexOf(own2.reduce((max2, count2) => Math.max(max2, count2), 0));
    crowds[code] = most;
  }
  const sums = new Float64Array(3 * codes);
  const inCrowd = (row) => values[row] < codes && cellOf(row) === crowds[values[row]];
  for (let row = 0; row < n; row++) {
    if (!inCrowd(row)) continue;
    sums[3 * values[row]] += x[row];
    sums[3 * values[row] + 1] += y[row];
    sums[3 * values[row] + 2]++;
  }
  const [rows, nearest] = [new Int32Array(codes).fill(-1), new Float64Array(codes).fill(Infinity)];
  for (let row = 0; row < n; row++) {
    if (!inCrowd(row)) continue;
    const code = values[row];
    const [across, down, count2] = sums.subarray(3 * code, 3 * code + 3);
    const far = Math.hypot(x[row] - across / count2, y[row] - down / count2);
    if (far < nearest[code]) [rows[code], nearest[code]] = [row, far];
  }
  known3.set(column, rows);
  return rows;
}

// src/panels/legend/histogram.ts
function keptBeside(columns2, state, column) {
  const { filters: _, ...masks } = state.masks;
  const others = maskOf(
    columns2.filter(({ name }) => name !== column),
    state.filters
  );
  const all = masksOf({ ...state, masks: others ? { ...masks, filters: others } : masks });
  if (all.length <= 1) return all[0] ?? null;
  return all[0].map((_2, row) => all.every((mask) => mask[row] === 1) ? 1 : 0);
}
function countsOf2(values, codes, kept) {
  const counts = new Uint32Array(codes);
  for (let i = 0; i < values.length; i++) if (!kept || kept[i] === 1) counts[values[i]]++;
  return counts;
}
function histogram(values, low, high, bins, kept = null) {
  const counts = new Uint32Array(bins);
  const perBin = (high - low) / bins || 1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value) || kept && kept[i] !== 1) continue;
    counts[clamp(Math.floor((value - low) / perBin), 0, bins - 1)]++;
  }
  return counts;
}

// src/panels/legend/category-list.ts
var SEARCHED = 12;
var LISTED = 200;
function createCategoryList(context, column) {
  const { data, store, t } = context;
  const { locale } = store.state;
  const names = (column.categories ?? []).map((_, code) => visible(categoryOf(column, code, locale)));
  const what = visible(titleOf(column, locale));
  const input = searchOf(t("searchIn", { what }), names.length <= SEARCHED);
  const list2 = el("ul", { class: "categories", "aria-label": what });
  const status = el("p", { class: "status", role: "status" });
  let rows = [];
  const rowOf2 = (codes, name) => {
    const [swatch, count2] = [el("span", { class: "swatch", "aria-hidden": "true" }), el("span", { class: "value" })];
    const act = () => setFilter(store, column.name, toggled(own(store.state.filters, column.name), codes, names.length));
    const attributes = { "aria-pressed": "false", "data-codes": codes.length, tabindex: -1 };
    return { codes, swatch, count: count2, button: button(attributes, act, swatch, el("bdi", {}, name), count2) };
  };
  const build2 = () => {
    const { codes, found } = listed(names, input.value, onlyOf(store.state.filters, column.name));
    rows = codes.map((code) => rowOf2([code], names[code]));
    const grey2 = [...names.keys()].slice(COLORED);
    if (grey2.length > 1 && input.value.trim() === "") rows.splice(COLORED, 0, rowOf2(grey2, t("others")));
    const items = rows.map((row) => el("li", {}, row.button));
    if (found > codes.length) items.push(el("li", { class: "more" }, t("more", { n: found - codes.length })));
    list2.replaceChildren(...items);
    arrowsThrough(list2, () => input.focus());
    const told3 = found === 0 ? t("foundNone") : t("found", { n: found });
    status.textContent = input.value.trim() === "" ? "" : told3;
    status.hidden = status.textContent === "";
  };
  const follow2 = () => {
    const { filters: filters2 } = store.state;
    const only = onlyOf(filters2, column.name);
    const counts = countsOf2(column.values, names.length, keptBeside(data.columns, store.state, column.name));
    const { colorOf } = scaleOf(column, context.theme, only);
    const chosen = new Set(only);
    const numbered = new Set(numberedAmong(column, only));
    const most = counts.reduce((max2, one2) => Math.max(max2, one2), 1);
    for (const { codes, button: row, swatch, count: count2 } of rows) {
      const sum2 = codes.reduce((all, code) => all + counts[code], 0);
      count2.textContent = sum2.toLocaleString(locale);
      const told3 = codes.length === 1 && codes[0] < MOST_CROWDS && numbered.has(codes[0]);
      mark(swatch, codes.length > 1 ? context.theme.unknown : told3 ? codes[0] + 1 : colorOf(codes[0]));
      row.setAttribute("aria-pressed", String(codes.every((code) => chosen.has(code))));
      row.style.setProperty("--share", String(codes.length > 1 ? 0 : sum2 / most));
      row.classList.toggle("off", chosen.size > 0 && !codes.some((code) => chosen.has(code)));
    }
  };
  const seek = () => {
    build2();
    follow2();
  };
  const keys = {
    Enter: () => void (input.value.trim() && rows[0]?.button.click()),
    ArrowDown: () => rows[0]?.button.focus(),
    Escape() {
      if (input.value === "") return context.surface.focus();
      input.value = "";
      seek();
    }
  };
  input.addEventListener("input", seek);
  answer(input, keys);
  build2();
  return { element: el("div", {}, input, list2, status), follow: follow2 };
}
function answer(input, keys) {
  input.addEventListener("keydown", (event) => {
    const act = composes(event) ? void 0 : own(keys, event.key);
    if (!act) return;
    event.preventDefault();
    act();
  });
}
function mark(swatch, sign) {
  const isNumber3 = typeof sign === "number";
  swatch.textContent = isNumber3 ? String(sign) : "";
  swatch.style.background = isNumber3 ? "" : css(sign);
}
function searchOf(name, hidden) {
  const texts2 = { autocomplete: "off", spellcheck: "false", dir: "auto", placeholder: name, "aria-label": name };
  return el("input", { type: "search", class: "sought", hidden, ...texts2 });
}
function listed(names, query2, only) {
  const wanted = fold(query2.trim());
  const found = [...names.keys()].filter((code) => fold(names[code]).includes(wanted));
  const chosen = wanted === "" ? only.filter((code) => code >= LISTED) : [];
  return { codes: [...found.slice(0, LISTED), ...chosen.slice(0, LISTED)], found: found.length };
}

// src/panels/legend/extremes.css
var extremes_default = ".extremes{margin-block-start:6px}.extremes summary,.extremes h3{margin:4px 0 2px;font-size:calc(12 * var(--px));font-weight:600;color:var(--soft)}.extremes summary{cursor:pointer}.extremes .tokens{max-block-size:calc(136 * var(--px));margin-inline:-8px 0;padding:0 0 4px}.extremes .tokens button{padding-block:2px}@media(pointer:coarse){.extremes summary{padding-block:12px}}\n";

// src/browser/token-button.ts
function tokenButton(row, text3, figure = "", tabindex = -1) {
  const told3 = figure === "" ? [] : [el("span", { class: "value" }, figure)];
  return el("button", { type: "button", "data-row": row, tabindex }, el("bdi", {}, text3), ...told3);
}
function rowAt({ target }) {
  const item2 = target.closest("button[data-row]");
  return item2 ? Number(item2.dataset.row) : -1;
}

// src/panels/legend/extremes.ts
var LISTED2 = 10;
var DIGITS = 4;
var made = /* @__PURE__ */ new WeakMap();
function createExtremes(context, column) {
  const { store, t } = context;
  const known4 = made.get(context) ?? /* @__PURE__ */ new Map();
  made.set(context, known4);
  const [most, least] = [list(context), list(context)];
  const heads = [el("h3", {}, t("most")), el("h3", {}, t("least"))];
  const element = el(
    "details",
    { class: "extremes", open: known4.get(column.name)?.open ?? column.listed === true },
    el("summary", {}, t("extremes")),
    heads[0],
    most,
    heads[1],
    least
  );
  known4.set(column.name, element);
  const fill = () => {
    if (!element.open) return;
    const keeps = masksOf(store.state).length > 0 ? keeper(store.state) : null;
    for (const [place2, sign] of [1, -1].entries()) {
      const rows = outermost(column.values, sign, LISTED2, keeps);
      const items = rows.map((row) => item(context, row, toldOf(column.values[row], store.state.locale)));
      [most, least][place2].replaceChildren(...items);
      arrowsThrough([most, least][place2]);
    }
  };
  element.addEventListener("toggle", fill);
  return { element, follow: fill };
}
function toldOf(value, locale) {
  return written(Number.isInteger(value) ? value : significant(value, DIGITS), DIGITS, locale);
}
function list({ goTo }) {
  const element = el("ol", { class: "tokens" });
  element.addEventListener("click", (event) => {
    const row = rowAt(event);
    if (row >= 0) goTo(row);
  });
  return element;
}
function item({ data }, row, told3) {
  return el("li", {}, tokenButton(row, short(data.readable[row], 40), told3));
}
function outermost(values, sign, most, keeps = null) {
  const rows = [];
  let limit = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < values.length; row++) {
    const value = sign * values[row];
    if (!(value > limit || rows.length < most && value >= limit) || keeps?.(row) === false) continue;
    let at = rows.length;
    while (at > 0 && value > sign * values[rows[at - 1]]) at--;
    rows.splice(at, 0, row);
    if (rows.length > most) rows.pop();
    if (rows.length === most) limit = sign * values[rows[most - 1]];
  }
  return rows;
}

// src/panels/legend/legend.css
var legend_default = ".left>.legend{margin-block-start:auto;flex:none;inline-size:240px;max-block-size:60%;overflow:auto;padding:6px 8px 6px 12px;font-size:calc(13 * var(--px))}.legend select{flex:1;min-inline-size:0;border:0;background:none;color:var(--ink);font-weight:600;font-size:calc(13 * var(--px))}.legend select option{color:initial}.fold{display:grid;place-items:center;flex:none;inline-size:28px;block-size:28px;padding:4px;color:var(--soft)}.fold[aria-expanded=true] .icon{transform:rotate(180deg)}.legend .body{padding:0 4px 6px 0}.chips{display:flex;flex-wrap:wrap;gap:4px;margin:8px 0 0}.chips:empty{display:none}.chips button{display:flex;align-items:center;max-inline-size:100%;gap:2px;padding:1px 4px 1px 8px;border:1px solid var(--line);font-size:calc(12 * var(--px))}.chips bdi{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.chips .icon{inline-size:14px;block-size:14px;flex:none}.phone .left>.legend{max-block-size:45%}.short .left>.legend{flex:0 1 auto;min-block-size:46px;max-block-size:60%}.phone .left>.legend.folded{inline-size:152px;padding-block:0}.phone .legend.folded .head{gap:0}.phone .legend.folded .head>span{display:none}\n";

// src/panels/legend/nearness-ramp.css
var nearness_ramp_default = ".nearness{display:none;margin:6px 8px 0}.details[data-mode=distance] .nearness,.legend .nearness{display:block}.cells{display:flex;block-size:8px;border-radius:4px;overflow:hidden}.cells span{flex:1}.ends{display:flex;justify-content:space-between;color:var(--soft);font-size:calc(12 * var(--px));font-variant-numeric:tabular-nums}\n";

// src/panels/legend/nearness-ramp.ts
function nearnessRamp({ data, theme, t }) {
  const cells = nearnessScale(data.k, theme).map((color2) => {
    const cell2 = el("span", {});
    cell2.style.background = css(color2);
    return cell2;
  });
  const ends3 = el(
    "span",
    { class: "ends" },
    el("span", {}, t("nearest")),
    el("span", {}, t("steps", { n: MOST_STEPS }))
  );
  return el("div", { class: "nearness", "aria-hidden": "true" }, el("div", { class: "cells" }, ...cells), ends3);
}

// src/panels/legend/numeric-scale.css
var numeric_scale_default = ".bars .off{opacity:0.35}.constant{margin:8px 0 0;color:var(--soft)}.scale .ends{margin-block-start:8px}.scale .range{margin-block-start:8px}.bars{display:flex;align-items:flex-end;gap:1px;block-size:44px}.bars span{flex:1;min-block-size:1px;border-radius:1px 1px 0 0}.no-value{display:flex;align-items:center;gap:8px;margin:6px 0 0;color:var(--soft)}\n";

// src/panels/legend/range-slider.ts
var LEAST_BRUSH = 3;
function createRangeSlider({ steps, names, say: say3, onChange, ground }) {
  const thumbs = names.map((name) => el("input", { type: "range", min: 0, max: steps, step: 1, "aria-label": name }));
  const [lowThumb, highThumb] = thumbs;
  const band = el("div", { class: "band" });
  const element = el("div", { class: ground ? "range" : "range bare" }, ...ground ? [ground] : [], band, ...thumbs);
  const set3 = (low, high) => {
    lowThumb.value = String(low);
    highThumb.value = String(high);
    lowThumb.setAttribute("aria-valuetext", say3(low));
    highThumb.setAttribute("aria-valuetext", say3(high));
    lowThumb.style.zIndex = low > steps / 2 ? "2" : "";
    band.style.insetInlineStart = `${100 * low / steps}%`;
    band.style.insetInlineEnd = `${100 - 100 * high / steps}%`;
  };
  const tell = (low, high) => {
    set3(low, high);
    onChange(low, high);
  };
  lowThumb.addEventListener("input", () => tell(Math.min(+lowThumb.value, +highThumb.value), +highThumb.value));
  highThumb.addEventListener("input", () => tell(+lowThumb.value, Math.max(+lowThumb.value, +highThumb.value)));
  const at = (event) => {
    const box = element.getBoundingClientRect();
    const share = (event.clientX - box.left) / Math.max(box.width, 1);
    return Math.round(steps * clamp(share));
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button || thumbs.includes(event.target)) return;
    event.preventDefault();
    element.setPointerCapture(event.pointerId);
    const [startX, start23] = [event.clientX, at(event)];
    const move = (next) => {
      if (Math.abs(next.clientX - startX) < LEAST_BRUSH) return;
      const now2 = at(next);
      tell(Math.min(start23, now2), Math.max(start23, now2));
    };
    const end = new AbortController();
    const { signal } = end;
    const up = (last) => {
      end.abort();
      if (Math.abs(last.clientX - startX) < LEAST_BRUSH) tell(0, steps);
    };
    element.addEventListener("pointermove", move, { signal });
    element.addEventListener("pointerup", up, { signal });
    element.addEventListener("pointercancel", () => end.abort(), { signal });
  });
  set3(0, steps);
  return { element, set: set3 };
}

// src/panels/legend/numeric-scale.ts
var BINS = 40;
var STEPS = 400;
function createNumericScale(context, column) {
  const { store, t } = context;
  const { locale } = store.state;
  const scale = scaleOf(column, context.theme);
  const [low, high] = scale.low < scale.high ? [scale.low, scale.high] : extremesOf(column);
  const width = high - low || 1;
  const { whole: whole2, one: one2 } = natureOf(column);
  if (one2 !== null) {
    const told3 = t("constant", { value: numberOf(column, one2, locale) });
    return { element: el("p", { class: "constant" }, told3), follow: () => void 0 };
  }
  const steps = whole2 ? Math.min(STEPS, width) : STEPS;
  const valueAt = (position) => {
    const value = low + position / steps * (high - low);
    return whole2 ? Math.round(value) : value;
  };
  const positionOf = (value) => Math.round(steps * clamp((value - low) / width));
  const say3 = (position) => written(valueAt(position), 3, locale);
  const bars = Array.from({ length: BINS }, (_, bin) => {
    const bar = el("span", {});
    bar.style.background = css(scale.colorOf(valueAt((bin + 0.5) / BINS * steps)));
    return bar;
  });
  const { beyond, without } = outsideOf(column, low, high);
  const ends3 = [el("span"), el("span")];
  const title = visible(titleOf(column, locale));
  const slider = createRangeSlider({
    steps,
    names: [t("lowest", { what: title }), t("highest", { what: title })],
    say: say3,
    ground: el("div", { class: "bars", "aria-hidden": "true" }, ...bars),
    onChange(from, to) {
      const range = { low: from === 0 ? -Infinity : valueAt(from), high: to === steps ? Infinity : valueAt(to) };
      setFilter(store, column.name, from === 0 && to === steps ? null : range);
    }
  });
  return {
    element: el(
      "div",
      { class: "scale" },
      slider.element,
      el("div", { class: "ends" }, ...ends3),
      ...noValue(context, without)
    ),
    follow(filters2) {
      const filter2 = own(filters2, column.name);
      const range = filter2 && "low" in filter2 ? filter2 : { low: -Infinity, high: Infinity };
      const [from, to] = [positionOf(range.low), positionOf(range.high)];
      slider.set(from, to);
      const counts = histogram(
        column.values,
        low,
        high,
        BINS,
        keptBeside(context.data.columns, store.state, column.name)
      );
      const most = Math.max(1, ...counts);
      bars.forEach((bar, bin) => {
        bar.style.blockSize = `${100 * Math.sqrt(counts[bin] / most)}%`;
        const middle = (bin + 0.5) / BINS * steps;
        bar.classList.toggle("off", middle < from || middle > to);
      });
      ends3[0].textContent = `${from === 0 && beyond[0] ? "≤ " : ""}${say3(from)}`;
      ends3[1].textContent = `${to === steps && beyond[1] ? "≥ " : ""}${say3(to)}`;
    }
  };
}
function outsideOf({ values }, low, high) {
  const beyond = [false, false];
  let without = 0;
  for (let i = 0; i < values.length; i++) {
    beyond[0] ||= values[i] < low;
    beyond[1] ||= values[i] > high;
    if (Number.isNaN(values[i])) without++;
  }
  return { beyond, without };
}
function noValue({ store, t, theme }, n) {
  if (n === 0) return [];
  const swatch = el("span", { class: "swatch", "aria-hidden": "true" });
  swatch.style.background = css(theme.unknown);
  const count2 = el("span", { class: "value" }, n.toLocaleString(store.state.locale));
  return [el("p", { class: "no-value" }, swatch, t("noValue"), count2)];
}
function extremesOf({ values }) {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    least = Math.min(least, values[i]);
    most = Math.max(most, values[i]);
  }
  return least < most ? [least, most] : [0, 1];
}
function natureOf({ values }) {
  let whole2 = true;
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    whole2 &&= Number.isInteger(value);
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return { whole: whole2, one: least === most ? least : null };
}

// src/panels/legend/outline-switch.css
var outline_switch_default = ".outlines{margin-block-start:6px;padding:2px 10px;border:1px solid var(--line);border-radius:8px;font-size:calc(12 * var(--px))}.outlines[aria-pressed=true]{border-color:var(--accent);color:var(--accent)}\n";

// src/panels/legend/outline-switch.ts
function createOutlineSwitch({ store, t }) {
  const act = () => store.set({ outlined: !store.state.outlined });
  const element = button({ class: "outlines", title: t("outlinesHint") }, act, t("outlines"));
  return { element, follow: () => element.setAttribute("aria-pressed", String(store.state.outlined)) };
}

// src/panels/legend/range-slider.css
var range_slider_default = '.range{position:relative;margin-inline:4px;padding-block-end:4px;touch-action:pan-y;cursor:crosshair}.range.bare{block-size:16px}.range::after{content:"";position:absolute;inset-inline:0;inset-block-end:3px;block-size:2px;border-radius:1px;background:var(--line)}.band{position:absolute;z-index:1;inset-block-end:3px;block-size:2px;background:var(--ink);pointer-events:none}.range input{position:absolute;z-index:1;inset-inline:-7px;inset-block-end:-3px;inline-size:calc(100% + 14px);block-size:14px;margin:0;appearance:none;background:none;pointer-events:none}.range input::-webkit-slider-thumb{appearance:none;pointer-events:auto;cursor:ew-resize;box-sizing:border-box;inline-size:14px;block-size:14px;border-radius:50%;border:2px solid var(--ink);background:var(--solid)}.range input::-moz-range-thumb{pointer-events:auto;cursor:ew-resize;box-sizing:border-box;inline-size:14px;block-size:14px;border-radius:50%;border:2px solid var(--ink);background:var(--solid)}.range input:focus-visible{outline:none}.range input:focus-visible::-webkit-slider-thumb{outline:2px solid var(--focus);outline-offset:2px}.range input:focus-visible::-moz-range-thumb{outline:2px solid var(--focus);outline-offset:2px}@media(pointer:coarse){.range{margin-inline:18px;padding-block-end:22px}.range.bare{block-size:44px;padding-block-end:0}.range::after,.band{inset-block-end:21px}.range input{inset-inline:-22px;inset-block-end:0;inline-size:calc(100% + 44px);block-size:44px}.range input::-webkit-slider-thumb{inline-size:44px;block-size:44px;border:0;background:radial-gradient(circle,var(--solid) 7px,var(--ink) 8px,var(--ink) 9px,transparent 10px)}.range input::-moz-range-thumb{inline-size:44px;block-size:44px;border:0;background:radial-gradient(circle,var(--solid) 7px,var(--ink) 8px,var(--ink) 9px,transparent 10px)}}\n';

// src/panels/legend/vocabulary.css
var vocabulary_default = ".vocabulary{margin-block-start:8px;padding-block-start:8px;border-block-start:1px solid var(--line)}.vocabulary .range{margin-block-start:2px}.presets{display:flex;gap:2px;margin:6px -6px 0}.presets button{padding:2px 7px;font-size:calc(12 * var(--px));color:var(--soft)}.presets button[aria-pressed=true]{color:var(--ink)}\n";

// src/panels/legend/vocabulary.ts
var COLUMN = "rank";
var PRESET = 3e3;
function createVocabularySlider(context) {
  const { data, store, t } = context;
  const column = data.columns.find(({ name, categories }) => name === COLUMN && !categories);
  const element = el("div", { class: "vocabulary", hidden: !column });
  const finite2 = column ? Array.from(column.values).filter(Number.isFinite) : [];
  const low = finite2.reduce((least, rank) => Math.min(least, rank), Infinity);
  const high = finite2.reduce((most, rank) => Math.max(most, rank), -Infinity);
  if (!column || !(high > low)) {
    element.hidden = true;
    return { element, follow: () => void 0 };
  }
  const { locale } = store.state;
  const steps = Math.min(1e3, high - low);
  const rankAt = (position) => Math.round(low + position / steps * (high - low));
  const say3 = (position) => rankAt(position).toLocaleString(locale);
  const keep = (from, to) => setFilter(store, COLUMN, from <= low && to >= high ? null : { low: from, high: to });
  const slider = createRangeSlider({
    steps,
    names: [t("lowest", { what: t("vocabulary") }), t("highest", { what: t("vocabulary") })],
    say: say3,
    onChange: (from, to) => keep(rankAt(from), rankAt(to))
  });
  const preset = (key, from, to) => ({
    from: Math.max(from, low),
    to: Math.min(to, high),
    button: button({ "aria-pressed": "false" }, () => keep(from, to), t(key, { n: PRESET }))
  });
  const presets = [
    preset("firstRanks", low, low + PRESET - 1),
    preset("lastRanks", high - PRESET + 1, high),
    preset("allRanks", low, high)
  ];
  const range = el("span", { class: "value" });
  element.append(
    el("div", { class: "head" }, el("span", {}, t("vocabulary")), range),
    slider.element,
    el("div", { class: "presets", hidden: high - low < PRESET }, ...presets.map((one2) => one2.button))
  );
  return {
    element,
    follow(filters2) {
      const filter2 = filters2[COLUMN];
      const now2 = filter2 && "low" in filter2 ? filter2 : { low, high };
      const [from, to] = [Math.max(now2.low, low), Math.min(now2.high, high)];
      element.hidden = store.state.colorBy === COLUMN && high - low < PRESET;
      const positionOf = (rank) => Math.round(steps * (rank - low) / (high - low));
      slider.set(positionOf(from), positionOf(to));
      slider.element.hidden = store.state.colorBy === COLUMN;
      range.textContent = `${Math.round(from).toLocaleString(locale)} – ${Math.round(to).toLocaleString(locale)}`;
      for (const one2 of presets) one2.button.setAttribute("aria-pressed", String(one2.from === from && one2.to === to));
    }
  };
}

// src/panels/legend/legend.ts
var legendPanel = {
  styles: [
    legend_default,
    category_list_default,
    outline_switch_default,
    extremes_default,
    nearness_ramp_default,
    numeric_scale_default,
    range_slider_default,
    vocabulary_default
  ].join("\n"),
  shared: true,
  start: start10
};
var MOST_OFFERED = 3;
function start10(context) {
  const { data, store, left, roots } = context;
  const root2 = roots[roots.length - 1];
  const title = el("span");
  const choice = el("select", { disabled: data.columns.length === 0 });
  const noColumn = el("option", { value: "" });
  const fold2 = button({ class: "fold" }, () => setOpen(!open), icon("fold"));
  const body = el("div", { class: "body" });
  const panel = el("section", { class: "panel legend" }, el("div", { class: "head" }, title, choice, fold2), body);
  left.append(panel);
  let open = true;
  let [parts, near] = [[], false];
  let vocabulary = createVocabularySlider(context);
  const setOpen = (is) => {
    open = is;
    body.hidden = panel.classList.toggle("folded", !is);
    fold2.setAttribute("aria-expanded", String(is));
  };
  const show2 = () => {
    const column = data.columns.find(({ name }) => name === store.state.colorBy);
    choice.title = column?.help ? visible(column.help) : "";
    [parts, near] = [[], nearnessCenter(store.state) >= 0];
    if (!near) parts.push(...partsOf2(context, column, choice));
    parts.push(vocabulary, otherFilters(context, choice));
    body.replaceChildren(...near ? [nearnessRamp(context)] : [], ...parts.map(({ element }) => element));
    const shown = near ? "" : store.state.colorBy === PLACE ? PLACE : column?.name ?? "";
    if (shown === "") choice.prepend(noColumn);
    else noColumn.remove();
    noColumn.textContent = near ? context.t("trueNearness") : "–";
    choice.value = shown;
    follow2();
  };
  const follow2 = () => parts.forEach((part) => part.follow(store.state.filters));
  const dress = () => {
    title.textContent = context.t("colorBy");
    for (const named2 of [panel, choice]) named2.setAttribute("aria-label", context.t("colorBy"));
    fold2.setAttribute("aria-label", context.t("legend"));
    const nameOf3 = (column) => visible(titleOf(column, store.state.locale));
    choice.replaceChildren(...data.columns.map((column) => el("option", { value: column.name }, nameOf3(column))));
    vocabulary = createVocabularySlider(context);
    if (data.columns.length > 0) choice.prepend(el("option", { value: PLACE }, context.t("byPlace")));
    show2();
  };
  choice.addEventListener("change", () => store.set({ colorBy: choice.value, mode: "column" }));
  setOpen(hasRoom(root2));
  const stopFirst = context.onView(() => {
    stopFirst();
    setOpen(hasRoom(root2));
  });
  const showNear = (state) => {
    if (nearnessCenter(state) >= 0 !== near) show2();
  };
  const stops = [
    stopFirst,
    store.on(["colorBy", "columns"], show2),
    store.on(["mode", "selected", "hover"], showNear),
    store.on(["filters", "masks", "landed", "outlined"], follow2),
    context.onDress(dress)
  ];
  dress();
  return () => stops.forEach((stop2) => stop2());
}
var hasRoom = (root2) => !root2.classList.contains(matchMedia(COARSE).matches ? "phone" : "narrow");
function partsOf2(context, column, choice) {
  if (!column) return context.store.state.colorBy === PLACE ? [otherColors(context, choice)] : [];
  if (column.categories) return [createCategoryList(context, column), createOutlineSwitch(context)];
  return [createNumericScale(context, column), createExtremes(context, column)];
}
function otherColors({ data, store }, after) {
  const offer = (column) => button(
    {},
    () => {
      store.set({ colorBy: column.name });
      after.focus();
    },
    visible(titleOf(column, store.state.locale))
  );
  const buttons = data.columns.slice(0, MOST_OFFERED).map(offer);
  return { element: el("div", { class: "presets" }, ...buttons), follow: () => void 0 };
}
function otherFilters(context, after) {
  const { data, store } = context;
  const element = el("p", { class: "chips" });
  return {
    element,
    follow(filters2) {
      const { colorBy, locale } = store.state;
      const near = nearnessCenter(store.state) >= 0;
      const others = data.columns.flatMap((column) => {
        const filter2 = own(filters2, column.name);
        return filter2 && (near || column.name !== colorBy) && column.name !== "rank" ? [{ column, filter: filter2 }] : [];
      });
      element.replaceChildren(
        ...others.map(({ column, filter: filter2 }, place2) => {
          const what = "only" in filter2 ? filter2.only.map((code) => categoryOf(column, code, locale)).join(", ") : rangeText(filter2.low, filter2.high, locale);
          const text3 = visible(`${titleOf(column, locale)}: ${what}`);
          const name = context.t("dropFilter", { what: text3 });
          const chip = button({ "aria-label": name, title: name }, () => {
            setFilter(store, column.name, null);
            const left = element.querySelectorAll("button");
            (left[Math.min(place2, left.length - 1)] ?? after).focus();
          });
          chip.append(el("bdi", {}, text3), icon("close"));
          return chip;
        })
      );
    }
  };
}

// src/panels/minimap.css
var minimap_default = ".minimap{position:absolute;inset-block-end:72px;inset-inline-end:16px;z-index:1;border:1px solid var(--line);border-radius:6px;overflow:hidden;background:var(--paper);color:var(--soft);cursor:crosshair;touch-action:none}.minimap .frame{position:absolute;inset:0 auto auto 0;box-sizing:border-box;border:1.5px solid var(--focus);border-radius:2px;pointer-events:none}.lexiscape:has(.details:not([hidden]))>.minimap{inset-inline-end:316px}:is(.phone,.presenting,.tight.toured,.tight:has(.details:not([hidden])))>.minimap{display:none}@media(pointer:coarse){.minimap{inset-block-end:84px}}\n";

// src/panels/minimap.ts
var minimapPanel = { styles: minimap_default, lone: true, start: start11 };
var [SIDE2, FROM3] = [132, 1.6];
var INK = 0.3;
function start11(context) {
  const { camera, data, root: root2 } = context;
  const scale = SIDE2 / Math.max(data.width, data.height, 1);
  const [width, height] = [data.width, data.height].map((side) => Math.max(1, Math.round(side * scale)));
  const canvas = el("canvas", { width, height });
  const frame2 = el("div", { class: "frame" });
  const box = el("div", { class: "minimap", "aria-hidden": "true", hidden: true }, canvas, frame2);
  for (const element of [box, canvas]) {
    element.style.inlineSize = `${width}px`;
    element.style.blockSize = `${height}px`;
  }
  root2.append(box);
  const paint4 = () => drawTokens(canvas, data, scale, getComputedStyle(box).color);
  const follow2 = () => {
    const { home, view: view2 } = camera;
    const isShown = view2.scale > FROM3 * home.scale;
    if (isShown && box.hidden) {
      box.hidden = false;
      paint4();
    }
    box.hidden = !isShown;
    if (!isShown) return;
    const [left, right] = [view2.x - camera.width / 2 / view2.scale, view2.x + camera.width / 2 / view2.scale].map(
      (x) => clamp(x * scale, 0, width)
    );
    const [top, bottom] = [view2.y - camera.height / 2 / view2.scale, view2.y + camera.height / 2 / view2.scale].map(
      (y) => clamp(y * scale, 0, height)
    );
    frame2.style.transform = `translate(${left}px, ${top}px)`;
    frame2.style.inlineSize = `${Math.max(right - left, 4)}px`;
    frame2.style.blockSize = `${Math.max(bottom - top, 4)}px`;
  };
  const look2 = (event) => {
    const { left, top } = box.getBoundingClientRect();
    const [x, y] = [(event.clientX - left - box.clientLeft) / scale, (event.clientY - top - box.clientTop) / scale];
    camera.look({ x, y, scale: camera.view.scale });
  };
  box.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    box.setPointerCapture(event.pointerId);
    look2(event);
  });
  box.addEventListener("pointermove", (event) => {
    if (box.hasPointerCapture(event.pointerId)) look2(event);
  });
  const stops = [context.onView(follow2), context.onDress(() => box.hidden || paint4())];
  return () => stops.forEach((stop2) => stop2());
}
function drawTokens(canvas, { n, x, y }, scale, ink) {
  const { width, height } = canvas;
  const counts = new Uint32Array(width * height);
  for (let i = 0; i < n; i++) {
    counts[Math.min(height - 1, Math.floor(y[i] * scale)) * width + Math.min(width - 1, Math.floor(x[i] * scale))]++;
  }
  const pen = canvas.getContext("2d");
  if (!pen) return;
  const image = pen.createImageData(width, height);
  const [red, green, blue] = (ink.match(/[\d.]+/g) ?? []).map(Number);
  const usual = Math.max(1, n / (width * height));
  counts.forEach((count2, i) => image.data.set([red, green, blue, 255 * (1 - (1 - INK) ** (count2 / usual))], 4 * i));
  pen.putImageData(image, 0, 0);
}

// src/panels/more.css
var more_default = ".controls .group.seldom{display:none;border:0}.compact .controls .group.seldom{display:contents}\n";

// src/panels/more.ts
var morePanel = { styles: more_default, shared: true, start: start12 };
function start12(context) {
  const { bar } = context;
  const act = () => opener.setAttribute("aria-expanded", String(bar.classList.toggle("all")));
  const opener = button({ "data-key": "more", "aria-expanded": "false" }, act, icon("more"));
  bar.append(el("div", { class: "group seldom" }, opener));
  const dress = () => {
    opener.title = context.t("moreButtons");
    opener.setAttribute("aria-label", opener.title);
  };
  dress();
  return context.onDress(dress);
}

// src/save/copy.ts
var HOLDER = "lexiscape-data";
var TOUR_HOLDER = "lexiscape-tour";
var OWN = "head > :is(meta, title, link, style), body > :is(main#lexiscape, script:not([src]), #lexiscape-end)";
function canCopy() {
  return document.getElementById(HOLDER) !== null && document.getElementById("lexiscape-end") !== null;
}
function copyNow(data, stops) {
  return copyOf(stops.length > 0 ? writeTour(stops, data) : "");
}
function copyOf(tour) {
  const root2 = document.documentElement.cloneNode(true);
  for (const element of root2.querySelectorAll("head > *, body > *")) if (!element.matches(OWN)) element.remove();
  for (const element of root2.querySelectorAll("#lexiscape > :not(noscript)")) element.remove();
  root2.querySelector(`#${TOUR_HOLDER}`)?.remove();
  if (tour !== "") {
    const holder = document.createElement("script");
    holder.id = TOUR_HOLDER;
    holder.type = "application/x-lexiscape";
    holder.textContent = btoa(tour);
    root2.querySelector(`#${HOLDER}`).after(holder);
  }
  return new Blob(["<!doctype html>\n", root2.outerHTML], { type: "text/html;charset=utf-8" });
}

// src/save/table.ts
var FORMATS = {
  csv: { suffix: ".csv", type: "text/csv;charset=utf-8", write: toCsv },
  json: { suffix: ".json", type: "application/json", write: toJson },
  words: { suffix: ".txt", type: "text/plain;charset=utf-8", write: toWords }
};
function fileOf(format, data, rows) {
  const { type, write } = FORMATS[format];
  return new Blob([...format === "csv" ? ["\uFEFF"] : [], write(data, rows)], { type });
}
function headerOf(data) {
  return ["id", "token", "raw", "x", "y", ...data.columns.map(({ name }) => name)];
}
function valuesOf(data, row) {
  const { n, grid, origin, step } = data;
  return [
    data.ids[row],
    data.readable[row],
    data.raw[row],
    Math.fround(step * grid[row] + origin[0]),
    Math.fround(step * grid[n + row] + origin[1]),
    ...data.columns.map(({ categories, values }) => categories ? categories[values[row]] : values[row])
  ];
}
function toCsv(data, rows) {
  const lines = [headerOf(data).map(cell).join(",")];
  for (let i = 0; i < rows.length; i++) lines.push(valuesOf(data, rows[i]).map(cell).join(","));
  return lines.join("\r\n") + "\r\n";
}
function cell(value) {
  const text3 = typeof value === "string" ? withoutLone(plain(value)) : numberText(value);
  return /[",\r\n]/.test(text3) ? `"${text3.replaceAll('"', '""')}"` : text3;
}
var FORMULA = /(?<=^|[;\t\r\n])(?='*[=+\-@＝＋－＠\t\r\n])/g;
function plain(text3) {
  return text3.replace(FORMULA, "'");
}
function withoutLone(text3) {
  return text3.replace(LONE, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);
}
function jsonOf(value) {
  if (typeof value === "string") return JSON.stringify(value);
  return Number.isFinite(value) ? numberText(value) : "null";
}
function toJson(data, rows) {
  const header = headerOf(data);
  const records = Array.from(rows, (row) => {
    const values = valuesOf(data, row);
    return `{${header.map((name, i) => `${JSON.stringify(name)}:${jsonOf(values[i])}`).join(",")}}`;
  });
  return `[
${records.join(",\n")}
]
`;
}
function toWords(data, rows) {
  return Array.from(rows, (row) => withoutLone(oneLine(distinctOf(data, row))) + "\n").join("");
}
function oneLine(text3) {
  return text3 === "" || /[\u0000\n\r\u0085\u2028\u2029]/.test(text3) ? visible(text3) : text3;
}

// src/panels/save.css
var save_default = ".menu{inset-block-end:calc(100% + 12px);inset-inline-end:-4px;display:flex;flex-direction:column;min-inline-size:220px;padding:6px;background:var(--solid)}.barred{margin:4px 10px;max-inline-size:220px;color:var(--soft);font-size:calc(12 * var(--px))}.menu button{padding:6px 10px;text-align:start}\n";

// src/panels/save.ts
var FINE = 2;
var LARGEST = 8192;
var COPY = [
  [
    "saveCopy",
    (context) => {
      download(copyNow(context.data, context.store.state.stops), fileName(context.data.name, ".html"));
      markSaved(context);
    }
  ]
];
var savePanel = { styles: save_default, shared: true, start: start13 };
function start13(context) {
  const { bar, roots } = context;
  const opener = button({ "aria-expanded": "false" }, () => setOpen(menu.hidden === true), icon("save"));
  const menu = el("div", { class: "panel menu", hidden: true });
  bar.append(el("div", { class: "group" }, opener, menu));
  const table2 = (format) => ({ data }) => {
    const everything = Uint32Array.from({ length: data.n }, (_, row) => row);
    download(fileOf(format, data, everything), fileName(data.name, FORMATS[format].suffix));
  };
  const items = [
    ["savePng", (of) => void savePng(of)],
    ["saveSvg", (of) => download(new Blob([of.drawing()], { type: "image/svg+xml" }), fileName(of.data.name, ".svg"))],
    ["saveCsv", table2("csv")],
    ["saveJson", table2("json")],
    ...canCopy() ? COPY : []
  ];
  const link2 = button({}, () => {
    void copyText(context.link()).then((done) => link2.textContent = context.t(done ? "copied" : "notCopied"));
  });
  const buttons = items.map(
    ([, act]) => button({}, () => {
      for (const one2 of [context, ...context.partners()]) act(one2);
      setOpen(false);
      opener.focus();
    })
  );
  const barred = el("p", { class: "barred", hidden: !mayBeBarred() });
  menu.append(...buttons, link2, barred);
  const setOpen = (open) => {
    menu.hidden = !open;
    bar.classList.toggle("raised", open);
    opener.setAttribute("aria-expanded", String(open));
    link2.textContent = context.t("copyLink");
    if (open) buttons[0].focus();
  };
  const dress = () => {
    for (const element of [opener, menu]) element.setAttribute("aria-label", context.t("saveWhat"));
    opener.title = context.t("saveWhat");
    buttons.forEach((item2, i) => item2.textContent = context.t(items[i][0]));
    link2.textContent = context.t("copyLink");
    link2.hidden = !context.linkable;
    barred.textContent = context.t("maybeBarred");
  };
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    setOpen(false);
    opener.focus();
  });
  const leave = (event) => {
    if (!menu.hidden && !event.composedPath().includes(opener.parentElement)) setOpen(false);
  };
  for (const root2 of roots) {
    root2.addEventListener("pointerdown", leave, { capture: true });
    root2.addEventListener("focusin", leave);
  }
  const stop2 = context.onDress(dress);
  dress();
  return () => {
    stop2();
    for (const root2 of roots) {
      root2.removeEventListener("pointerdown", leave, { capture: true });
      root2.removeEventListener("focusin", leave);
    }
  };
}
async function savePng({ camera, data, snapshot }) {
  const screen = window.devicePixelRatio || 1;
  const fine = Math.max(FINE, screen);
  const fits = Math.max(camera.width, camera.height) * fine <= LARGEST;
  const picture = snapshot(fits ? fine : screen);
  const blob = await new Promise((resolve) => picture.toBlob(resolve, "image/png"));
  if (blob) download(blob, fileName(data.name, ".png"));
}

// src/data/card.ts
function cardOf({ meta }) {
  const card = fieldsOf(own(meta, "card"));
  const scores = Object.entries(fieldsOf(own(card, "scores"))).flatMap(([name, told3]) => {
    const [value, margin, chance, pca] = ["value", "margin", "chance", "pca"].map((key) => own(fieldsOf(told3), key));
    return isNumber(value) && isNumber(margin) && isNumber(chance) && isNumber(pca) ? [{ name, value, margin, chance, pca }] : [];
  });
  const anchors = own(card, "anchors");
  return scores.length > 0 && isNumber(anchors) ? { anchors, scores } : null;
}
function isNumber(value) {
  return typeof value === "number" && Number.isFinite(value);
}

// src/panels/scores.css
var scores_default = ".left>.scores{flex:0 1 auto;min-block-size:38px;overflow:auto;font-size:calc(12 * var(--px))}.scores summary{padding:9px 14px;font-size:calc(13 * var(--px));font-weight:650;cursor:pointer}.scores table{inline-size:calc(100% - 28px);margin:0 14px;border-collapse:collapse}.scores th,.scores td{padding:2px 0 2px 8px;font-weight:400;font-variant-numeric:tabular-nums;text-align:end}.scores th:first-child{padding-inline-start:0;text-align:start}.scores thead th,.scores td span,.scores p{color:var(--soft)}.scores td span{white-space:nowrap}.scores p{margin:6px 14px 10px}.narrow .left>.scores{inline-size:fit-content;max-block-size:50%}.narrow .left:not(:has(>.ask))>.scores:not([open]){position:absolute;inset-block-end:0;inset-inline-end:0;max-inline-size:calc(100% - 160px);overflow:hidden}.narrow .left:not(:has(>.ask,>.legend.folded))>.scores:not([open]){position:relative;flex:none}.narrow .scores:not([open]) summary{padding-inline:10px;overflow:hidden;font-size:calc(12 * var(--px));white-space:nowrap;text-overflow:ellipsis}@media(min-width:520px){.narrow .left:not(:has(>.ask))>.scores[open]{position:absolute;z-index:1;inset-block-end:0;inset-inline-end:0;max-inline-size:min(320px,calc(100% - 248px));max-block-size:calc(100% - 60px)}}@media(pointer:coarse){.scores summary{padding-block:13px}}\n";

// src/panels/scores.ts
var scoresPanel = { styles: scores_default, shared: true, start: start14 };
function start14(context) {
  const card = cardOf(context.data);
  if (!card) return () => void 0;
  const title = el("summary", {});
  const table2 = el("table", {});
  const note = el("p", {});
  context.left.append(el("details", { class: "panel scores" }, title, table2, note));
  const dress = () => {
    const { t, store } = context;
    const digits2 = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
    const shown = (value) => value.toLocaleString(store.state.locale, digits2);
    title.textContent = t("faithful");
    const heads = ["", t("thisMap"), t("chance"), "PCA"].map((text3) => el("th", { scope: "col" }, text3));
    table2.replaceChildren(
      el("thead", {}, el("tr", {}, ...heads)),
      el("tbody", {}, ...card.scores.map((score) => row(score, shown)))
    );
    note.textContent = t("cardNote", { n: card.anchors });
  };
  const row = (score, shown) => {
    const { name, help } = told3(score.name);
    const margin = score.margin > 0 ? [el("span", {}, ` ± ${shown(score.margin)}`)] : [];
    const own2 = el("td", {}, shown(score.value), ...margin);
    const others = [score.chance, score.pca].map((value) => el("td", {}, shown(value)));
    return el("tr", { title: help }, el("th", { scope: "row" }, name), own2, ...others);
  };
  const told3 = (name) => {
    const { scores } = languageOf(context.store.state.locale);
    const k = /^recall@(\d+)$/.exec(name)?.[1];
    const [title2, help] = own(scores, k ? "recall" : name) ?? [visible(name), ""];
    return { name: title2.replace("{k}", k ?? ""), help: help.replace("{k}", k ?? "") };
  };
  dress();
  return context.onDress(dress);
}

// src/data/sorted.ts
function keysOf(data, field) {
  if (field === "id") return data.ids;
  if (field === "token") return data.readable;
  if (field === "raw") return data.raw;
  if (field === "x") return data.grid.subarray(0, data.n);
  if (field === "y") return data.grid.subarray(data.n, 2 * data.n);
  const { categories, values } = field;
  if (!categories) return values;
  const named2 = categories.map((name, code) => ({ name, code })).sort((a, b) => a.name < b.name ? -1 : 1);
  const places = new Uint32Array(categories.length);
  named2.forEach(({ code }, place2) => places[code] = place2);
  return Uint32Array.from(values, (code) => places[code]);
}
function sortedBy2(rows, data, field, isDown) {
  const keys = keysOf(data, field);
  const sign = isDown ? -1 : 1;
  return rows.slice().sort((a, b) => {
    const [one2, other] = [keys[a], keys[b]];
    if (one2 < other) return -sign;
    if (one2 > other) return sign;
    return Number(Number.isNaN(one2)) - Number(Number.isNaN(other)) || a - b;
  });
}

// src/panels/table/table.css
var table_default = ".table{inset-block:auto 72px;inset-inline:16px;z-index:4;display:grid;grid-template:auto minmax(0,1fr) / 1fr auto;block-size:min(44%,420px);padding:8px 12px 10px;font-size:calc(13 * var(--px))}.presenting>.table{display:none}.table h2{align-self:center;margin:0;font-size:calc(14 * var(--px))}.table .save{margin-inline-end:40px;padding:3px 9px;border:1px solid var(--line)}.scroller{grid-column:1 / -1;margin-block-start:6px;overflow:auto}.table table{inline-size:100%;border-collapse:separate;border-spacing:0;font-variant-numeric:tabular-nums}.table thead th{position:sticky;inset-block-start:0;z-index:1;background:linear-gradient(var(--paper),var(--paper)),var(--sea);border-block-end:1px solid var(--line)}.table :is(th,td){block-size:27px;padding:0 8px;max-inline-size:320px;overflow:hidden;text-align:start;text-overflow:ellipsis;white-space:nowrap;font-weight:400}.table th button{inline-size:100%;padding:2px 6px;text-align:start}.table thead th button,.table .selected{font-weight:650}.table .selected{background:var(--hover)}.phone .table{inset-block-end:calc(var(--docked, 0px) + var(--buttons, 46px) + 16px);inset-inline:8px}\n";

// src/panels/table/table.ts
var tablePanel = { styles: table_default, lone: true, start: start15 };
var SPARE = 8;
var MOST_PIXELS = 16e6;
var LEAST = 24;
function start15(context) {
  const { bar, data, root: root2, store, surface } = context;
  const panel = el("section", { class: "panel table", hidden: true });
  const opener = button(
    { class: "rare", "data-key": "table", "aria-expanded": "false" },
    () => setOpen(panel.hidden === true),
    icon("table")
  );
  bar.querySelector('[data-key="tour"]')?.after(opener);
  root2.append(panel);
  const count2 = el("h2", { tabindex: -1, "aria-live": "polite" });
  const save = button({ class: "save" }, () => {
    download(fileOf("csv", data, rows), fileName(data.name, ".csv"));
  });
  const close = closeButton("", () => setOpen(false));
  const head = el("tr", { "aria-rowindex": 1 });
  const body = el("tbody", {});
  const table2 = el("table", {}, el("thead", {}, head), body);
  const scroller = el("div", { class: "scroller" }, table2);
  panel.append(count2, save, close, scroller);
  let rows = new Uint32Array();
  let order = null;
  let height = 28;
  let at = 0;
  let frame2 = 0;
  const fields = () => ["id", "token", "raw", "x", "y", ...data.columns];
  const gather = () => {
    if (panel.hidden) return;
    const masks = Object.values(store.state.masks);
    const kept = Uint32Array.from({ length: data.n }, (_, row) => row).filter(
      (row) => masks.every((mask) => mask[row] === 1)
    );
    const sorted = order?.field;
    const renewed = typeof sorted === "object" ? data.columns.find(({ name }) => name === sorted.name) : sorted;
    if (order) order = renewed ? { ...order, field: renewed } : null;
    rows = order ? sortedBy2(kept, data, order.field, order.isDown) : kept;
    at = 0;
    scroller.scrollTop = 0;
    const { t } = context;
    count2.textContent = t("tableOf", { n: rows.length, all: data.n });
    table2.setAttribute("aria-rowcount", String(rows.length + 1));
    draw();
  };
  const draw = () => {
    frame2 = 0;
    if (panel.hidden) return;
    const shown = Math.min(rows.length, Math.floor(MOST_PIXELS / height));
    const first = Math.max(0, Math.min(Math.floor(scroller.scrollTop / height) - SPARE, shown - 1));
    const last = Math.min(shown, first + Math.ceil(scroller.clientHeight / height) + 2 * SPARE);
    const focused = rowFocused();
    const items = Array.from(rows.subarray(first, last), (row, i) => line(row, first + i));
    body.replaceChildren(gap(first * height), ...items, gap((shown - last) * height));
    if (focused >= 0) buttonAt(focused)?.focus({ preventScroll: true });
    const measured2 = items[0]?.offsetHeight ?? 0;
    if (measured2 >= LEAST && Math.abs(measured2 - height) >= 1) {
      height = measured2;
      draw();
    }
  };
  const gap = (pixels) => {
    const row = el("tr", { "aria-hidden": "true" });
    row.style.blockSize = `${pixels}px`;
    row.hidden = pixels === 0;
    return row;
  };
  const line = (row, place2) => {
    const cells = cellsOf2(data, row, store.state.locale);
    const name = button(
      { "data-row": row, "data-place": place2, tabindex: place2 === at ? 0 : -1 },
      () => void 0,
      el("bdi", {}, cells[1])
    );
    const selected = row === store.state.selected;
    return el(
      "tr",
      { "aria-rowindex": place2 + 2, class: selected ? "selected" : void 0 },
      el("td", {}, cells[0]),
      el("th", { scope: "row" }, name),
      ...cells.slice(2).map((cell2) => el("td", {}, el("bdi", {}, cell2)))
    );
  };
  const buttonAt = (place2) => body.querySelector(`[data-place="${place2}"]`);
  const rowFocused = () => {
    const focused = panel.getRootNode().activeElement;
    return focused && body.contains(focused) ? Number(focused.dataset.place) : -1;
  };
  const goTo = (place2) => {
    if (rows.length === 0) return;
    at = Math.max(0, Math.min(place2, rows.length - 1, Math.floor(MOST_PIXELS / height) - 1));
    const [top, page] = [at * height, scroller.clientHeight - 2 * height];
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top > scroller.scrollTop + page) scroller.scrollTop = top - page;
    draw();
    buttonAt(at)?.focus({ preventScroll: true });
  };
  const headings = () => {
    const { locale } = store.state;
    const titles = [
      context.t("id"),
      context.t("token"),
      context.t("rawForm"),
      "x",
      "y",
      ...data.columns.map((one2) => titleOf(one2, locale))
    ];
    head.replaceChildren(
      ...fields().map((field, i) => {
        const isSorted = order?.field === field;
        const sign = isSorted ? order?.isDown ? " ↓" : " ↑" : "";
        const sort2 = isSorted ? order?.isDown ? "descending" : "ascending" : "none";
        return el(
          "th",
          { scope: "col", "aria-sort": sort2 },
          button({}, () => sortBy(field, i), short(titles[i], 40) + sign)
        );
      })
    );
  };
  const sortBy = (field, i) => {
    if (order?.field !== field) order = { field, isDown: false };
    else order = order.isDown ? null : { field, isDown: true };
    headings();
    gather();
    head.querySelectorAll("button")[i].focus();
  };
  const setOpen = (open) => {
    panel.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (!open) {
      body.replaceChildren();
      return surface.focus();
    }
    gather();
    count2.focus();
  };
  panel.addEventListener("keydown", (event) => {
    if (composes(event)) return;
    const page = Math.max(1, Math.floor(scroller.clientHeight / height) - 2);
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1
    };
    if (event.key === "Escape") setOpen(false);
    else if (Object.hasOwn(to, event.key)) goTo(rowFocused() < 0 ? at : to[event.key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  body.addEventListener("click", (event) => {
    const row = rowAt(event);
    if (row < 0) return;
    at = rows.indexOf(row);
    context.goTo(row);
  });
  scroller.addEventListener("scroll", () => frame2 ||= requestAnimationFrame(draw), { passive: true });
  const dress = () => {
    const { t } = context;
    panel.setAttribute("aria-label", t("table"));
    opener.title = t("tableShow");
    opener.setAttribute("aria-label", opener.title);
    close.setAttribute("aria-label", t("close"));
    save.textContent = t("tableSave");
    headings();
    gather();
  };
  const observer = new ResizeObserver(draw);
  observer.observe(scroller);
  const stops = [store.on(["masks", "columns"], gather), store.on(["selected"], draw), context.onDress(dress)];
  dress();
  return () => {
    observer.disconnect();
    cancelAnimationFrame(frame2);
    stops.forEach((stop2) => stop2());
  };
}
function cellsOf2(data, row, locale) {
  const { grid, n, origin, step } = data;
  const place2 = (axis) => written(Math.fround(step * grid[axis * n + row] + origin[axis]), 4, locale);
  return [
    String(data.ids[row]),
    short(data.readable[row], 60),
    data.raw[row] === data.readable[row] ? "" : visible(short(data.raw[row], 60)),
    place2(0),
    place2(1),
    ...data.columns.map(
      (column) => column.categories ? short(categoryOf(column, column.values[row], locale), 60) : Number.isNaN(column.values[row]) ? "" : numberOf(column, column.values[row], locale)
    )
  ];
}

// src/panels/tokens/details.css
var details_default = ".details{inset-block-start:16px;inset-inline-end:16px;inline-size:min(288px,calc(100% - 32px));max-block-size:calc(100% - 16px - var(--foot));overflow:auto;padding:14px 8px 8px}.details h2{margin:0 40px 6px 8px;font-size:calc(21 * var(--px));line-height:1.25;font-weight:650;overflow-wrap:anywhere}.details h3{display:flex;margin:14px 8px 4px;font-size:calc(12 * var(--px));font-weight:600;color:var(--soft)}.details .unit{margin-inline-start:auto;font-weight:400}.details dl{display:flex;flex-wrap:wrap;gap:2px 14px;margin:0 8px;font-size:calc(12.5 * var(--px))}.details dl div{display:flex;gap:5px;min-inline-size:0}.details dt{color:var(--soft)}.details dd{margin:0;overflow-wrap:anywhere}.pin{margin:6px 0 0;padding:2px 8px;font-size:calc(12.5 * var(--px))}.pin:disabled{opacity:0.5;cursor:default}.neighbors{counter-reset:rank}.neighbors button{position:relative;inline-size:100%;display:flex;gap:8px;align-items:baseline;padding:4px 8px;text-align:start}.neighbors button::before{counter-increment:rank;content:counter(rank);inline-size:1.4em;color:var(--accent);font-size:calc(12 * var(--px));font-weight:650;font-variant-numeric:tabular-nums}.neighbors bdi{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.kept{margin:6px 8px 0;font-size:calc(12 * var(--px));color:var(--soft)}.switch{display:flex;align-items:center;gap:8px;margin:10px 8px 0}.switch input{accent-color:var(--accent);margin:0}.strangers{display:flex;flex-wrap:wrap;gap:2px;margin:0 2px}.strangers button{padding:1px 6px;color:var(--soft);font-size:calc(13 * var(--px))}.bar{position:absolute;inset-block:2px;inset-inline-start:0;background:var(--bar);border-radius:6px;pointer-events:none}.left>.details{position:absolute;inset-block-start:0;inset-inline-end:0;max-block-size:calc(var(--height, 700px) - 16px - var(--foot))}.narrow .left>.details{inset:auto -8px calc(var(--docked, 0px) - var(--left-end));inline-size:auto;max-block-size:50%}.short .left>.details{position:absolute;inset:0 calc(296px - var(--width, 740px)) auto auto;inline-size:280px;max-block-size:calc(var(--height, 360px) - 80px)}.narrow .details{inset-block:auto 0;inset-inline:0;inline-size:100%;max-block-size:45%;border-radius:16px 16px 0 0;z-index:3}\n";

// worker-text:src/data/road-worker.ts
var road_worker_default = '"use strict";(()=>{var m=self;var E=1e-9;function A(){let e=[],c=[],f=(u,d,a)=>{e[u]=d,c[u]=a};return{push(u,d){let a=e.length;for(let o=a-1>>1;a>0&&c[o]>d;o=a-1>>1)f(a,e[o],c[o]),a=o;f(a,u,d)},pop(){if(e.length===0)return;let u={row:e[0],key:c[0]},[d,a]=[e.pop(),c.pop()],o=e.length;if(o===0)return u;let i=0;for(;;){let b=2*i+1;if(b+1<o&&c[b+1]<c[b]&&b++,b>=o||c[b]>=a)break;f(i,e[b],c[b]),i=b}return f(i,d,a),u}}}function R(e,c,f){if(e.k===0||c===f)return new Uint32Array(0);let[u,d]=c<f?[c,f]:[f,c],a=T(e),o=_(e),i=(n,s)=>{for(let t=n*e.k;t<(n+1)*e.k;t++)s(e.neighbors[t],a[t]);for(let t=o.begins[n];t<o.begins[n+1];t++){let r=o.places[t];s(Math.floor(r/e.k),a[r])}},b=new Float64Array(e.n).fill(1/0),l=A();b[u]=0,l.push(u,0);for(let n=l.pop();n&&n.row!==d;n=l.pop()){let{row:s,key:t}=n;t>b[s]||i(s,(r,p)=>{let x=t+p;x<b[r]&&l.push(r,b[r]=x)})}if(b[d]===1/0)return new Uint32Array(0);let h=[d];for(let n=d;n!==u;h.push(n)){let s=1/0,t=b[n];i(n,(r,p)=>{b[r]+p===t&&(s=Math.min(s,r))}),n=s}return Uint32Array.from(c<f?h.reverse():h)}function T({metric:e,distances:c}){let f=Float64Array.from(c,d=>e==="cosine"?2*d:d*d),u=f.reduce((d,a)=>Math.max(d,a),0)||1;return f.map(d=>Math.max(d/u,E))}function _({n:e,neighbors:c}){let f=new Uint32Array(e+1);for(let a of c)f[a+1]++;for(let a=0;a<e;a++)f[a+1]+=f[a];let u=f.slice(),d=new Uint32Array(c.length);return c.forEach((a,o)=>{d[u[a]++]=o}),{begins:f,places:d}}m.onmessage=({data:e})=>{let c=R(e.near,e.from,e.to);m.postMessage({road:c},[c.buffer])};})();\n';

// src/data/heap.ts
function createHeap() {
  const rows = [];
  const keys = [];
  const put = (at, row, key) => {
    rows[at] = row;
    keys[at] = key;
  };
  return {
    push(row, key) {
      let at = rows.length;
      for (let up = at - 1 >> 1; at > 0 && keys[up] > key; up = at - 1 >> 1) {
        put(at, rows[up], keys[up]);
        at = up;
      }
      put(at, row, key);
    },
    pop() {
      if (rows.length === 0) return void 0;
      const least = { row: rows[0], key: keys[0] };
      const [row, key] = [rows.pop(), keys.pop()];
      const count2 = rows.length;
      if (count2 === 0) return least;
      let at = 0;
      for (; ; ) {
        let down = 2 * at + 1;
        if (down + 1 < count2 && keys[down + 1] < keys[down]) down++;
        if (down >= count2 || keys[down] >= key) break;
        put(at, rows[down], keys[down]);
        at = down;
      }
      put(at, row, key);
      return least;
    }
  };
}

// src/data/road.ts
function shortestRoad(near, from, to) {
  if (near.k === 0 || from === to) return new Uint32Array(0);
  const [start23, end] = from < to ? [from, to] : [to, from];
  const costs = costsOf(near);
  const around2 = aroundEach(near);
  const steps = (row, call) => {
    for (let i = row * near.k; i < (row + 1) * near.k; i++) call(near.neighbors[i], costs[i]);
    for (let i = around2.begins[row]; i < around2.begins[row + 1]; i++) {
      const place2 = around2.places[i];
      call(Math.floor(place2 / near.k), costs[place2]);
    }
  };
  const far = new Float64Array(near.n).fill(Infinity);
  const heap = createHeap();
  far[start23] = 0;
  heap.push(start23, 0);
  for (let next = heap.pop(); next && next.row !== end; next = heap.pop()) {
    const { row, key } = next;
    if (key > far[row]) continue;
    steps(row, (other, cost) => {
      const length = key + cost;
      if (length < far[other]) heap.push(other, far[other] = length);
    });
  }
  if (far[end] === Infinity) return new Uint32Array(0);
  const way = [end];
  for (let here = end; here !== start23; way.push(here)) {
    let before = Infinity;
    const goal = far[here];
    steps(here, (other, cost) => {
      if (far[other] + cost === goal) before = Math.min(before, other);
    });
    here = before;
  }
  return Uint32Array.from(from < to ? way.reverse() : way);
}
function costsOf({ metric, distances }) {
  const costs = Float64Array.from(distances, (distance) => metric === "cosine" ? 2 * distance : distance * distance);
  const most = costs.reduce((most2, cost) => Math.max(most2, cost), 0) || 1;
  return costs.map((cost) => Math.max(cost / most, ROAD_LEAST));
}
function aroundEach({ n, neighbors }) {
  const begins = new Uint32Array(n + 1);
  for (const other of neighbors) begins[other + 1]++;
  for (let row = 0; row < n; row++) begins[row + 1] += begins[row];
  const next = begins.slice();
  const places = new Uint32Array(neighbors.length);
  neighbors.forEach((other, place2) => {
    places[next[other]++] = place2;
  });
  return { begins, places };
}

// src/data/road-source.ts
function findRoad(near, from, to, tell) {
  const { n, k, metric, neighbors, distances } = near;
  const work = beside(
    road_worker_default,
    (asked, answer3) => answer3({ road: shortestRoad(asked.near, asked.from, asked.to) }),
    ({ road }) => {
      work.stop();
      tell(road);
    }
  );
  work.ask({ near: { n, k, metric, neighbors, distances }, from, to });
  return () => work.stop();
}

// src/panels/tokens/road.css
var road_default = '.road{margin-block-start:12px}.road .sought{box-sizing:border-box;inline-size:calc(100% - 16px);margin-inline:8px;padding:5px 8px;border:1px solid var(--line);border-radius:8px;background:none}.road .kept:empty{display:none}.stops button{inline-size:100%;display:flex;gap:8px;align-items:baseline;padding:3px 8px;text-align:start}.stops button::before{content:"\\25cf";color:var(--accent);font-size:calc(9 * var(--px))}.stops bdi{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.stops [aria-current]{font-weight:650}\n';

// src/panels/tokens/token-list.ts
function tokenItems({ data, t }, rows, most) {
  const items = Array.from(rows.subarray(0, most), (row) => el("li", {}, itemOf(data, row)));
  if (rows.length > most) items.push(el("li", { class: "more" }, t("more", { n: rows.length - most })));
  return items;
}
function itemOf(data, row) {
  const { raw, readable } = data;
  const item2 = tokenButton(row, short(readable[row]));
  if (raw[row] !== readable[row]) item2.append(el("bdi", { class: "raw" }, short(raw[row])));
  return item2;
}
function listKeys(list2, go, leave) {
  arrowsThrough(list2, leave);
  list2.onclick = (event) => {
    const row = rowAt(event);
    if (row >= 0) go(row);
  };
}

// src/panels/tokens/road.ts
var ROAD_STYLES = road_default;
var OFFERED = 4;
function createRoadPart(context) {
  const { data, search, store } = context;
  const input = el("input", { type: "text", class: "sought", autocomplete: "off", spellcheck: "false", dir: "auto" });
  const status = el("p", { class: "kept", role: "status" });
  const offers = el("ul", { class: "tokens" });
  const stops = el("ol", { class: "stops" });
  const element = el("section", { class: "road" }, input, offers, status, stops);
  let stopWork = () => void 0;
  const clear = () => {
    stopWork();
    input.value = status.textContent = "";
    offers.replaceChildren();
  };
  const found = () => search(input.value).rows.filter((row) => row !== store.state.selected);
  const go = (to) => {
    stopWork();
    const from = store.state.selected;
    offers.replaceChildren();
    input.value = short(data.readable[to]);
    status.textContent = "…";
    stopWork = findRoad(data, from, to, (road) => {
      status.textContent = road.length > 0 ? "" : context.t("roadNone", { token: short(data.readable[to]), k: data.k });
      store.set({ road: road.length > 0 ? road : null });
      context.goToAll(road);
      element.parentElement?.scrollTo(0, element.offsetTop);
    });
  };
  input.addEventListener("input", () => {
    stopWork();
    const rows = found();
    status.textContent = input.value.trim() !== "" && rows.length === 0 ? context.t("foundNone") : "";
    store.set({ road: null });
    offers.replaceChildren(...offered(context, rows));
  });
  input.addEventListener("keydown", (event) => {
    if (composes(event)) return;
    const [best2] = event.key === "Enter" ? found() : [];
    if (best2 !== void 0) go(best2);
    if (event.key === "Escape") {
      event.stopPropagation();
      clear();
      store.set({ road: null });
    }
  });
  offers.addEventListener("click", (event) => {
    event.stopPropagation();
    const row = rowAt(event);
    if (row >= 0) go(row);
  });
  const showStops = () => {
    const { road, selected } = store.state;
    stops.replaceChildren(...Array.from(road ?? [], (row, i) => stop(context, row, road[i - 1], row === selected)));
  };
  const stopListening = store.on(["road"], showStops);
  let before = -1;
  return {
    element,
    show() {
      const { road, selected } = store.state;
      input.placeholder = context.t("roadTo");
      input.setAttribute("aria-label", context.t("roadTo"));
      if (selected !== before && !road) clear();
      before = selected;
      element.hidden = neighborsOf2(data, selected).length === 0;
      showStops();
    },
    stop() {
      stopWork();
      stopListening();
    }
  };
}
function offered(context, rows) {
  const items = tokenItems(context, rows.subarray(0, OFFERED), OFFERED);
  for (const item2 of items) item2.firstChild.tabIndex = 0;
  return items;
}
function stop({ data }, row, last, here) {
  const step = last === void 0 ? void 0 : neighborsOf2(data, last).find((one2) => one2.row === row) ?? neighborsOf2(data, row).find((one2) => one2.row === last);
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", "data-row": row, "aria-current": here && "true" },
      el("bdi", {}, short(data.readable[row], 40)),
      ...step ? [el("span", { class: "value" }, (step.similarity ?? step.distance).toFixed(3))] : []
    )
  );
}

// src/panels/tokens/details.ts
var detailsPanel = { styles: `${details_default}${ROAD_STYLES}`, start: start16 };
function start16(context) {
  const { data, store, left, root: root2, roots } = context;
  const card = el("aside", { class: "panel details", hidden: true });
  if (roots.length === 1) left.append(card);
  else root2.append(card);
  const road = createRoadPart(context);
  const pin = button({ class: "pin" }, () => togglePin(store, store.state.selected));
  const showPin = () => {
    const { pins, selected } = store.state;
    const is = pins.includes(selected);
    pin.textContent = context.t("pin");
    pin.setAttribute("aria-pressed", String(is));
    pin.disabled = !is && pins.length >= MOST_PINS;
    pin.title = pin.disabled ? context.t("pinFull", { n: MOST_PINS }) : "";
  };
  const show2 = () => {
    const row = store.state.selected;
    const focused = card.getRootNode().activeElement;
    const inside2 = focused !== null && card.contains(focused);
    card.hidden = row < 0;
    left.classList.toggle("beside-card", row >= 0);
    card.replaceChildren();
    card.dataset.mode = store.state.mode;
    if (row < 0) return;
    card.setAttribute("aria-label", context.t("token"));
    const close = closeButton(context.t("close"), () => {
      context.select(-1);
      context.surface.focus();
    });
    const heading = el("h2", { tabindex: -1 }, el("bdi", {}, short(data.readable[row], 60)));
    card.append(close, heading, facts(context, row), ...truth(context, row), pin, road.element);
    road.show();
    showPin();
    if (inside2) heading.focus();
  };
  card.addEventListener("click", (event) => {
    const row = rowAt(event);
    if (row >= 0) context.goTo(row);
  });
  card.addEventListener("pointerover", (event) => store.set({ hover: rowAt(event) }));
  card.addEventListener("pointerleave", () => store.set({ hover: -1 }));
  const showMode = ({ mode }) => {
    card.dataset.mode = mode;
    const box = card.querySelector(".switch input");
    if (box) box.checked = mode === "distance";
  };
  const stops = [
    store.on(["selected", "columns"], show2),
    context.onDress(show2),
    store.on(["mode"], showMode),
    store.on(["pins"], showPin),
    road.stop
  ];
  show2();
  return () => stops.forEach((stop2) => stop2());
}
function truth(context, row) {
  const { data, picking, store, t } = context;
  const neighbors = neighborsOf2(data, row);
  if (neighbors.length === 0) return [];
  const beside2 = picking.nearestOnMap(row, data.k);
  const strangers = beside2.filter((other) => neighbors.every((neighbor) => neighbor.row !== other));
  const kept = keptOf(data, row) ?? { n: beside2.length - strangers.length, k: neighbors.length };
  const how = t(data.metric === "cosine" ? "similarity" : "distance");
  const list2 = el(
    "ol",
    { class: "neighbors" },
    ...neighbors.map((neighbor) => el("li", {}, neighborButton(data, neighbor)))
  );
  const box = el("input", { type: "checkbox", checked: store.state.mode === "distance" });
  box.addEventListener("change", () => store.set({ mode: box.checked ? "distance" : "column" }));
  const parts = [
    el("h3", {}, t("neighbors"), el("span", { class: "unit" }, how)),
    list2,
    el("p", { class: "kept" }, t("keptHere", kept)),
    el("label", { class: "switch" }, box, t("showNearness")),
    nearnessRamp(context)
  ];
  if (strangers.length > 0) {
    const buttons = strangers.map(
      (other) => el("button", { type: "button", "data-row": other }, el("bdi", {}, short(distinctOf(data, other), 24)))
    );
    parts.push(el("h3", {}, t("strangers")), el("p", { class: "strangers" }, ...buttons));
  }
  return parts;
}
function neighborButton(data, { row, similarity, distance }) {
  const bar = el("span", { class: "bar" });
  bar.style.inlineSize = percent(similarity ?? 1 / (1 + distance));
  return el(
    "button",
    { type: "button", "data-row": row },
    bar,
    el("bdi", {}, short(data.readable[row], 40)),
    ...hasTwin(data, row) && data.raw[row] !== data.readable[row] ? [el("bdi", { class: "raw" }, short(data.raw[row], 24))] : [],
    el("span", { class: "value" }, (similarity ?? distance).toFixed(3))
  );
}
function facts({ data, store, t }, row) {
  const list2 = el("dl", {});
  const add = (term, value, help = "") => {
    list2.append(el("div", { title: help }, el("dt", {}, term), el("dd", {}, el("bdi", {}, value))));
  };
  if (data.raw[row] !== data.readable[row]) add(t("rawForm"), visible(data.raw[row]).slice(0, 200));
  add(t("id"), String(data.ids[row]));
  const { locale } = store.state;
  for (const column of data.columns) {
    const value = column.values[row];
    const title = visible(titleOf(column, locale));
    if (column.categories) add(title, visible(categoryOf(column, value, locale)), column.help);
    else if (!Number.isNaN(value)) add(title, numberOf(column, value, locale), column.help);
  }
  return list2;
}

// src/panels/tokens/picked.css
var picked_default = '.picked{display:flex;flex-direction:column;flex:0 1 auto;min-block-size:128px;max-block-size:40%}.phone.docked .picked:not(:focus-within){min-block-size:0;max-block-size:44px;overflow:hidden}.phone.docked .picked:not(:focus-within) h2::after{content:" \\25be"}.picked h2{margin:12px 48px 6px 14px;font-size:calc(14 * var(--px));line-height:20px;font-weight:650}.picked .tokens{flex:1}.export{display:flex;align-items:center;gap:2px;padding:4px 8px;border-block-start:1px solid var(--line);font-size:calc(13 * var(--px))}.export select{border:0;background:none}.export button{padding:3px 8px}.said{margin-inline-start:auto;color:var(--soft);font-size:calc(12 * var(--px))}\n';

// src/panels/tokens/picked.ts
var LISTED3 = 500;
var pickedPanel = { styles: picked_default, shared: true, start: start17 };
function start17(context) {
  const { data, left, store } = context;
  const panel = el("section", { class: "panel picked", hidden: true });
  left.append(panel);
  let format = "words";
  const show2 = () => {
    const { t } = context;
    const { picked } = store.state;
    panel.hidden = !picked;
    panel.setAttribute("aria-label", t("picked"));
    if (!picked) return panel.replaceChildren();
    const drop = closeButton(t("close"), () => {
      store.set({ picked: null });
      context.surface.focus();
    });
    const list2 = el("ul", { class: "tokens" });
    list2.append(...tokenItems(context, picked, LISTED3));
    listKeys(list2, (row) => context.goTo(row));
    panel.replaceChildren(
      el("h2", { tabindex: -1 }, t("pickedCount", { n: picked.length })),
      drop,
      list2,
      exportBar(picked)
    );
  };
  const exportBar = (rows) => {
    const { t } = context;
    const choice = el("select", { "aria-label": t("format") });
    const names = [
      ["words", t("words")],
      ["csv", "CSV"],
      ["json", "JSON"]
    ];
    for (const [value, name] of names) choice.append(el("option", { value, selected: value === format }, name));
    choice.addEventListener("change", () => format = choice.value);
    const said = el("span", { class: "said", "aria-live": "polite" });
    const copy = async () => {
      const done = await copyText(FORMATS[format].write(data, rows));
      said.textContent = t(done ? "copied" : "notCopied");
    };
    const save = () => {
      download(fileOf(format, data, rows), fileName(`${data.name}-${t("picked")}`, FORMATS[format].suffix));
    };
    return el(
      "div",
      { class: "export" },
      choice,
      button({}, () => void copy(), t("copy")),
      button({}, save, t("save")),
      said
    );
  };
  const stops = [store.on(["picked"], show2), context.onDress(show2)];
  show2();
  return () => stops.forEach((stop2) => stop2());
}

// src/data/random.ts
function randomOf(seed) {
  let state = seed * DRAW_SEED;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

// src/data/shared.ts
function neighborsTogether(data, rows) {
  const near = rows.map((row) => neighborsOf2(data, row));
  const found = /* @__PURE__ */ new Map();
  near.forEach((neighbors, of) => {
    for (const { row, distance } of neighbors) {
      const known4 = found.get(row) ?? { of: [], distance: 0 };
      known4.of.push(of);
      known4.distance += distance;
      found.set(row, known4);
    }
  });
  const shared = Array.from(found, ([row, { of, distance }]) => ({ row, of, distance })).filter(
    ({ of }) => of.length > 1
  );
  shared.sort((a, b) => b.of.length - a.of.length || a.distance - b.distance || a.row - b.row);
  const own2 = near.map(
    (neighbors) => neighbors.filter(({ row }) => found.get(row)?.of.length === 1 && !rows.includes(row))
  );
  const place2 = (a, b) => near[a].find(({ row }) => row === rows[b])?.rank ?? 0;
  const pairs = [];
  for (let a = 0; a < rows.length; a++) {
    for (let b = a + 1; b < rows.length; b++) {
      const count2 = shared.filter(({ of }) => of.includes(a) && of.includes(b)).length;
      pairs.push({ a, b, shared: count2, placeOfB: place2(a, b), placeOfA: place2(b, a) });
    }
  }
  return { shared, own: own2, pairs };
}
var PAIRS = 1e4;
var chances = /* @__PURE__ */ new WeakMap();
function chanceOfSharing(data) {
  const known4 = chances.get(data);
  if (known4) return known4;
  const { n, k, neighbors } = data;
  const random = randomOf(3);
  const counts = new Float64Array(k + 1);
  for (let drawn = 0; n > 1 && drawn < PAIRS; drawn++) {
    const a = Math.floor(n * random());
    const b = (a + 1 + Math.floor((n - 1) * random())) % n;
    const near = new Set(neighbors.subarray(a * k, (a + 1) * k));
    let count2 = 0;
    for (let i = b * k; i < (b + 1) * k; i++) if (near.has(neighbors[i])) count2++;
    for (let s = 0; s <= count2; s++) counts[s]++;
  }
  const shares = counts.map((count2) => count2 / PAIRS);
  chances.set(data, shares);
  return shares;
}

// src/panels/tokens/pins.css
var pins_default = ".left>.pins{flex:0 1 auto;min-block-size:96px;max-block-size:55%;inline-size:min(max(288px,128px * var(--pins, 1)),100%);overflow:auto;padding-block-end:6px}.pins h2{margin:12px 48px 6px 14px;font-size:calc(14 * var(--px));line-height:20px;font-weight:650}.pins p,.pins>h3{margin:4px 14px;font-size:calc(12 * var(--px));color:var(--soft)}.pins>h3{font-weight:600}.pins>.tokens{max-block-size:calc(140 * var(--px))}.pins .columns{display:grid;grid-template-columns:repeat(var(--pins, 1),minmax(112px,1fr));overflow-x:auto;border-block-start:1px solid var(--line)}.pins .columns h3{display:flex;margin:4px 0 0 6px;font-size:calc(13 * var(--px))}.pins .columns h3>[data-row]{display:flex;flex:1;gap:6px;min-inline-size:0;padding:3px 8px;color:var(--accent);font-weight:650;text-align:start}.pins .columns h3 bdi{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.pins .columns h3>button:last-child{display:grid;place-items:center;padding:3px;color:var(--soft)}.pins .columns h3 .icon{inline-size:14px;block-size:14px}.pins .columns .tokens{font-size:calc(13 * var(--px))}.pins .tokens button{padding-block:2px}.pins .way button{margin-inline-start:-8px;padding:2px 8px;color:var(--ink)}@media(pointer:coarse){.pins :is(.tokens,.way,h3) button{align-items:center;min-block-size:44px;min-inline-size:44px}}\n";

// src/panels/tokens/pins.ts
var LEAST2 = 0.1;
var pinsPanel = { styles: pins_default, shared: true, start: start18 };
function start18(context) {
  const { left, store } = context;
  const panel = el("section", { class: "panel pins", hidden: true });
  left.append(panel);
  let stopWork = () => void 0;
  const show2 = () => {
    const { t } = context;
    const { pins } = store.state;
    const focused = panel.getRootNode().activeElement;
    const inside2 = focused !== null && panel.contains(focused);
    stopWork();
    panel.hidden = pins.length === 0;
    panel.setAttribute("aria-label", t("pinned"));
    panel.style.setProperty("--pins", String(pins.length));
    if (pins.length === 0) {
      panel.replaceChildren();
      if (inside2) context.surface.focus();
      return;
    }
    const heading = el("h2", { tabindex: -1 }, t("pinned"));
    const drop = closeButton(t("unpinAll"), () => store.set({ pins: [] }));
    const together = neighborsTogether(context.data, pins);
    const body = pins.length > 1 ? compared(context, pins, together) : [el("p", {}, t("pinMore"))];
    panel.replaceChildren(heading, drop, ...body, columns(context, pins, together));
    if (pins.length === 2) panel.append(roadButton());
    if (inside2) heading.focus();
  };
  const roadButton = () => {
    const [from, to] = store.state.pins;
    const said = el("span", { class: "said", role: "status" });
    const act = () => {
      said.textContent = "…";
      stopWork = findRoad(context.data, from, to, (road) => {
        const token2 = nameOf2(context, to);
        said.textContent = road.length > 0 ? "" : context.t("roadNone", { token: token2, k: context.data.k });
        if (road.length === 0) return;
        store.set({ selected: from, road });
        context.goToAll(road);
      });
    };
    return el("p", { class: "way" }, button({}, act, context.t("roadBetween")), said);
  };
  panel.addEventListener("click", (event) => {
    const row = rowAt(event);
    if (row >= 0) context.goTo(row);
  });
  const stops = [store.on(["pins"], show2), context.onDress(show2)];
  show2();
  return () => {
    stopWork();
    stops.forEach((stop2) => stop2());
  };
}
var nameOf2 = ({ data }, row) => short(distinctOf(data, row), 40);
function compared(context, pins, { pairs, shared }) {
  const { t } = context;
  const said = [...pairs].sort((a, b) => b.shared - a.shared).map((pair) => el("p", {}, told(context, pins, pair)));
  const list2 = el("ol", { class: "tokens", "aria-label": t("sharedNeighbors") });
  list2.append(
    ...shared.map(
      ({ row, of }) => el(
        "li",
        {},
        tokenButton(row, nameOf2(context, row), pins.length > 2 ? of.map((place2) => place2 + 1).join(" ") : "")
      )
    )
  );
  arrowsThrough(list2);
  const head = el("h3", {}, t(shared.length > 0 ? "sharedNeighbors" : "sharedNone"));
  return [el("div", { class: "reasons", role: "status" }, ...said), head, list2];
}
function told(context, pins, { a, b, shared, placeOfA, placeOfB }) {
  const { data, t } = context;
  const [one2, other] = [a, b].map((place2) => nameOf2(context, pins[place2]));
  const chance = chanceOfSharing(data);
  const percent3 = 100 * (shared > 0 ? chance[shared] : 1 - (chance[1] ?? 0));
  const share = percent3 < LEAST2 ? `<${LEAST2}` : percent3.toFixed(1);
  const values = { a: one2, b: other, n: shared, k: data.k, share };
  const places = [
    placeOfB > 0 && t("pairPlace", { a: one2, b: other, place: placeOfB }),
    placeOfA > 0 && t("pairPlace", { a: other, b: one2, place: placeOfA })
  ].filter((text3) => text3 !== false);
  return [t(shared > 0 ? "pairShares" : "pairSharesNone", values), ...places].join(" ");
}
function columns(context, pins, { own: own2 }) {
  const { t, store } = context;
  return el(
    "div",
    { class: "columns" },
    ...pins.map((row, place2) => {
      const name = nameOf2(context, row);
      const unpin = button({ "aria-label": t("unpin", { token: name }) }, () => togglePin(store, row), icon("close"));
      const number3 = pins.length > 2 ? String(place2 + 1) : "";
      const list2 = el("ol", { class: "tokens", "aria-label": t("ownNeighbors", { token: name }) });
      list2.append(...own2[place2].map((neighbor) => el("li", {}, ownButton(context, neighbor))));
      arrowsThrough(list2);
      return el("section", {}, el("h3", {}, tokenButton(row, name, number3, 0), unpin), list2);
    })
  );
}
function ownButton(context, { row, similarity, distance }) {
  return tokenButton(row, nameOf2(context, row), (similarity ?? distance).toFixed(2));
}

// worker-text:src/data/pattern-worker.ts
var pattern_worker_default = '"use strict";(()=>{var r=self;function u({source:t,flags:e}){try{return new RegExp(t,e.includes("u")?e:`${e}u`)}catch(n){if(/\\\\p\\{/i.test(t))throw n;return new RegExp(t,e)}}function p(t,{readable:e,raw:n}){let s=u(t),o=[];return e.forEach((i,a)=>{(s.test(n[a])||s.test(i))&&o.push(a)}),Uint32Array.from(o)}r.onmessage=({data:t})=>{r.postMessage({begun:!0});let e=p(t.pattern,t.texts);r.postMessage({rows:e},[e.buffer])};})();\n';

// src/data/pattern-source.ts
var LIMIT_MS = 2e3;
function findPattern(pattern, texts2, tell) {
  let limit = 0;
  const stop2 = () => {
    clearTimeout(limit);
    work.stop();
  };
  const work = beside(
    pattern_worker_default,
    (asked, answer3) => answer3({ rows: rowsOf(asked.pattern, asked.texts) }),
    (answer3) => {
      if ("rows" in answer3) {
        stop2();
        tell(answer3.rows);
      } else {
        limit = window.setTimeout(() => {
          stop2();
          tell(null);
        }, LIMIT_MS);
      }
    }
  );
  work.ask({ pattern, texts: { readable: texts2.readable, raw: texts2.raw } });
  return stop2;
}

// src/panels/tokens/search.css
var search_default = ".search{display:flex;flex-direction:column;flex:0 1 auto;min-block-size:48px;max-block-size:50%}.narrow .beside-card>.search .tokens{display:none}.query:focus-visible{outline-offset:-2px}.query{border:0;background:none;padding:11px 14px;border-radius:12px;inline-size:100%;box-sizing:border-box;font-size:calc(15 * var(--px))}.query::placeholder{color:var(--soft)}.answer{display:flex;align-items:baseline;padding:4px 10px 4px 14px;gap:8px;color:var(--soft);font-size:calc(12 * var(--px))}.status{margin:0;flex:1;overflow-wrap:anywhere}.answer button{padding:1px 6px;color:var(--ink)}\n";

// src/panels/tokens/token-list.css
var token_list_default = ".tokens{overflow:auto;padding:0 6px 6px}.tokens:empty{display:none}.tokens button{inline-size:100%;display:flex;gap:8px;align-items:baseline;text-align:start;padding:4px 8px}.tokens button:focus-visible{outline-offset:-2px}.tokens bdi{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.raw,.more{color:var(--soft);font-size:calc(12 * var(--px))}.more{padding:4px 8px}\n";

// src/panels/tokens/search.ts
var LISTED4 = 100;
var LARGE2 = 5e4;
var searchPanel = { styles: [search_default, token_list_default].join("\n"), shared: true, start: start19 };
function start19(context) {
  const { data, store, left } = context;
  const input = el("input", { type: "search", class: "query", autocomplete: "off", spellcheck: "false", dir: "auto" });
  const status = el("p", { class: "status", role: "status" });
  const pick = button(
    { class: "pick", hidden: true },
    () => store.set({ picked: store.state.matches?.slice().sort() ?? null })
  );
  const whole2 = button({ class: "pick", hidden: true }, () => {
    context.select(-1);
    context.goToAll(store.state.matches ?? new Uint32Array(0));
  });
  const said = el("div", { class: "answer" }, status, whole2, pick);
  const list2 = el("ul", { class: "tokens" });
  const panel = el("section", { class: "panel search" }, input, said, list2);
  left.append(panel);
  let typed = 0;
  const seek = () => {
    cancelAnimationFrame(typed);
    typed = 0;
    store.set({ query: input.value });
  };
  const dress = () => {
    input.placeholder = context.t("searchHint");
    input.setAttribute("aria-label", context.t("search"));
    panel.setAttribute("aria-label", context.t("search"));
    pick.textContent = context.t("selectFound");
    whole2.textContent = context.t("showFound");
    show2();
  };
  const show2 = () => {
    const { query: query2, matches } = store.state;
    if (!typed && input.value !== query2) input.value = query2;
    status.textContent = answer2(context);
    said.hidden = status.textContent === "";
    pick.hidden = whole2.hidden = !matches?.length;
    list2.replaceChildren(...tokenItems(context, matches ?? new Uint32Array(0), LISTED4));
    list2.scrollTop = 0;
    listKeys(
      list2,
      (row) => context.goTo(row),
      () => input.focus()
    );
  };
  input.addEventListener("input", () => {
    if (data.n <= LARGE2) seek();
    else typed ||= requestAnimationFrame(seek);
  });
  input.addEventListener("keydown", (event) => {
    if (composes(event)) return;
    if (typed) seek();
    if (event.key === "Enter") goOn2(context, event.shiftKey ? -1 : 1);
    if (event.key === "Escape") {
      store.set({ query: "" });
      context.surface.focus();
    }
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    list2.querySelector("button")?.focus();
  });
  const stops = [store.on(["query", "matches", "pattern"], show2), context.onDress(dress), followPatterns(context)];
  dress();
  return () => {
    cancelAnimationFrame(typed);
    stops.forEach((stop2) => stop2());
  };
}
function goOn2({ store, goTo }, step) {
  const { matches, selected } = store.state;
  if (!matches?.length) return;
  const at = matches.indexOf(selected);
  goTo(matches[at < 0 ? 0 : (at + step + matches.length) % matches.length]);
}
function answer2({ search, store, t }) {
  const { query: query2, matches, pattern } = store.state;
  if (pattern !== "done") return pattern === "running" ? "…" : t("slowPattern");
  if (!matches) {
    const { error } = search(query2);
    return error === null ? "" : t("badPattern", { why: error });
  }
  if (matches.length > 0) return t("found", { n: matches.length });
  const unfinished = /^\/[^/]+$/.test(query2.trim());
  return unfinished ? `${t("foundNone")} · ${t("unfinished")}` : t("foundNone");
}
function followPatterns({ data, search, store }) {
  let stopPattern = () => void 0;
  const stop2 = store.on(["query"], ({ query: query2 }) => {
    stopPattern();
    if (store.state.pattern !== "running") return;
    const { pattern } = search(query2);
    if (!pattern) return;
    const tell = (found) => store.set({ matches: found, pattern: found ? "done" : "too slow" });
    stopPattern = findPattern(pattern, data, tell);
  });
  return () => {
    stop2();
    stopPattern();
  };
}

// src/panels/tools.ts
var TOOLS2 = ["lasso", "box"];
var toolsPanel = { shared: true, start: start20 };
function start20(context) {
  const { bar, store, surface } = context;
  const buttons = TOOLS2.map(
    (tool) => button(
      { class: "rare", "data-key": tool },
      () => store.set({ tool: store.state.tool === tool ? "move" : tool }),
      icon(tool)
    )
  );
  bar.append(el("div", { class: "group" }, ...buttons));
  const show2 = () => {
    const { tool } = store.state;
    surface.dataset.tool = tool;
    TOOLS2.forEach((name, i) => {
      buttons[i].setAttribute("aria-pressed", String(tool === name));
      buttons[i].setAttribute("aria-label", context.t(name));
      buttons[i].title = context.t(name);
    });
  };
  const stops = [store.on(["tool"], show2), context.onDress(show2)];
  show2();
  return () => stops.forEach((stop2) => stop2());
}

// src/browser/fold.ts
function createHandle(panel) {
  const show2 = (open) => {
    panel.classList.toggle("folded", !open);
    element.setAttribute("aria-expanded", String(open));
  };
  const element = button({ class: "fold handle" }, () => show2(panel.classList.contains("folded")), icon("fold"));
  show2(false);
  return {
    element,
    dress(name) {
      element.setAttribute("aria-label", name);
      element.title = name;
    }
  };
}

// src/panels/tour/bar.css
var bar_default = '.tour-bar{inset-block-end:72px;inset-inline:0;z-index:3;display:flex;align-items:center;gap:6px;inline-size:min(600px,calc(100% - 24px));margin-inline:auto;padding:10px 44px 10px 8px;touch-action:pan-y}.tour-bar.offer{inline-size:fit-content}.tour-bar.offer>div{display:flex;align-items:center;gap:12px;padding-inline-start:8px}.tour-bar>div{flex:1;max-block-size:30vh;overflow:auto}.tour-bar :is(h2,p){margin:0;overflow-wrap:anywhere}.tour-bar h2{font-size:calc(15 * var(--px))}.tour-bar .count{color:var(--soft);font-size:calc(12 * var(--px));font-variant-numeric:tabular-nums}.tour-bar .step{flex:none;display:grid;place-items:center;inline-size:36px;block-size:44px;padding:0}.tour-bar .begin{padding:4px 10px;border:1px solid var(--line)}.tight:not(.bare)>.tour-bar{inset-block-end:calc(80px + var(--caption-size, 0px));inset-inline:312px 16px;inline-size:min(600px,calc(100% - 328px))}.tight:not(.bare)>.tour-bar.offer{inline-size:fit-content}@media(pointer:coarse){.tight:not(.bare)>.tour-bar{inset-block-end:calc(88px + var(--caption-size, 0px))}}.lexiscape.presenting:not(.phone)>.tour-bar{inset-block-end:calc(22px + var(--caption-size, 0px));inset-inline:0;inline-size:min(1000px,calc(100% - 24px))}.presenting>.tour-bar{inline-size:min(1000px,calc(100% - 24px));font-size:calc(18 * var(--px))}.presenting>.tour-bar h2{font-size:calc(21 * var(--px))}.presenting>.tour-bar .count{font-size:calc(16 * var(--px))}.phone>.tour-bar{display:grid;grid-template:"back count name fold on close" auto "back note note fold on close" auto / 44px auto minmax(0,1fr) 44px 44px 44px;gap:0 6px;padding:3px 4px;min-block-size:52px;font-size:calc(13 * var(--px))}.phone>.tour-bar>div{display:contents}.phone>.tour-bar.folded{user-select:none}.phone>.tour-bar:not(.at){grid-template:"count name close" auto "note note close" auto / auto minmax(0,1fr) 44px;padding-inline-start:12px}.phone>.tour-bar .count{grid-area:count}.phone>.tour-bar h2{grid-area:name;overflow:hidden;font-size:calc(14 * var(--px));white-space:nowrap;text-overflow:ellipsis}.phone>.tour-bar .note{grid-area:note}.phone>.tour-bar .begin{grid-area:name;justify-self:end}.phone>.tour-bar .handle{grid-area:fold}.phone>.tour-bar .step:first-child{grid-area:back}.phone>.tour-bar .handle+.step{grid-area:on}.phone>.tour-bar .step{inline-size:44px}.phone>.tour-bar .close{position:static;grid-area:close;inline-size:44px;block-size:44px}.phone>.tour-bar.at.folded .note{overflow:hidden;color:var(--soft);white-space:nowrap;text-overflow:ellipsis}.phone>.tour-bar.at:not(.folded){grid-template:"back count name fold on close" minmax(44px,auto) "note note note note note note" auto / 44px auto minmax(0,1fr) 44px 44px 44px}.phone>.tour-bar.at:not(.folded) h2{white-space:normal}.phone>.tour-bar:not(.folded) .note{max-block-size:calc(0.32 * var(--height));padding:2px 10px 8px;overflow:auto;font-size:calc(14 * var(--px))}\n';

// src/panels/tour/bar.ts
var SWIPE = 40;
var tourBar = { styles: bar_default, start: start21 };
function start21(context) {
  const { root: root2, store, surface } = context;
  let why = take(context);
  let isOffered = store.state.stops.length > 0;
  const count2 = el("p", { class: "count" });
  const name = el("h2", {});
  const note = el("p", { class: "note" });
  const begin = button({ class: "begin" }, () => goOn(context, 1));
  const back = button({ class: "step" }, () => goOn(context, -1), icon("back"));
  const on = button({ class: "step" }, () => goOn(context, 1), icon("on"));
  const close = closeButton("", () => {
    [isOffered, why] = [false, ""];
    store.set({ stop: -1 });
    show2();
    surface.focus();
  });
  const bar = el("section", { class: "panel dock tour-bar", hidden: true });
  const handle = createHandle(bar);
  bar.append(back, el("div", {}, count2, name, note, begin), handle.element, on, close);
  root2.append(bar);
  swipes(bar, (by) => goOn(context, by));
  const reach = keysReach(note);
  const show2 = () => {
    const { t } = context;
    const { locale, presenting, stop: stop2, stops: stops2 } = store.state;
    const at = stops2[stop2];
    const isOffer = !at && isOffered && stops2.length > 0 && !presenting;
    bar.hidden = !at && !isOffer && why === "";
    for (const element of [back, on]) element.hidden = !at;
    begin.hidden = !isOffer;
    bar.classList.toggle("offer", isOffer);
    bar.classList.toggle("at", at !== void 0);
    count2.textContent = at ? t("stopOf", { i: stop2 + 1, n: stops2.length }) : isOffer ? t("tourOf", { n: stops2.length }) : "";
    name.textContent = at ? toldIn(at.name, locale) : "";
    name.hidden = name.textContent === "";
    note.textContent = at?.note ? toldIn(at.note, locale) : why && t("tourDamaged", { why });
    note.hidden = note.textContent === "";
    handle.element.hidden = !at || note.hidden;
    handle.dress(t("stopWhole"));
    reach.now();
    begin.textContent = t("tourStart");
    for (const [element, key] of [
      [bar, "tour"],
      [back, "stopBefore"],
      [on, "stopAfter"],
      [close, "close"]
    ]) {
      element.setAttribute("aria-label", t(key));
    }
  };
  const stops = [
    store.on(["stop", "stops", "presenting"], ({ stop: stop2 }) => {
      if (stop2 >= 0) isOffered = false;
      show2();
    }),
    context.onDress(show2),
    reach.stop
  ];
  show2();
  return () => stops.forEach((stop2) => stop2());
}
function keysReach(text3) {
  const now2 = () => {
    if (text3.scrollHeight > text3.clientHeight + 1) text3.tabIndex = 0;
    else text3.removeAttribute("tabindex");
  };
  const sizes = new ResizeObserver(now2);
  sizes.observe(text3);
  return { now: now2, stop: () => sizes.disconnect() };
}
function take(context) {
  const { data, store } = context;
  const holder = document.getElementById(TOUR_HOLDER);
  if (!holder) return "";
  try {
    store.set({ stops: readTour(new TextDecoder().decode(fromBase64(holder.textContent)), data) });
    markSaved(context);
    return "";
  } catch (error) {
    if (error instanceof DamagedTour || error instanceof DamagedData) return error.message;
    throw error;
  }
}
function swipes(element, go) {
  let from = null;
  element.addEventListener("pointerdown", (event) => from = event);
  element.addEventListener("pointercancel", () => from = null);
  element.addEventListener("pointerup", (event) => {
    const [x, y] = from?.pointerId === event.pointerId ? [event.clientX - from.clientX, event.clientY - from.clientY] : [0, 0];
    from = null;
    if (Math.abs(x) >= SWIPE && Math.abs(x) > 2 * Math.abs(y)) go(x < 0 ? 1 : -1);
  });
}

// src/panels/tour/editor.css
var editor_default = ".tour-editor{inset-block:16px auto;inset-inline:auto 16px;z-index:4;display:flex;flex-direction:column;inline-size:min(360px,calc(100% - 32px));max-block-size:calc(100% - 96px - var(--docked, 0px));padding:10px 14px;font-size:calc(13 * var(--px))}.presenting>.tour-editor{display:none}.toured>.tour-editor{max-block-size:calc(100% - 24px - var(--low))}.lexiscape:not(.phone):has(.details:not([hidden]))>.tour-editor{inset-inline-end:316px;inline-size:min(360px,calc(100% - 632px))}.lexiscape.stacked:has(.details:not([hidden]))>.tour-editor{inset-inline-end:16px;inline-size:min(360px,calc(100% - 336px));max-block-size:calc((var(--height, 700px) - 28px - var(--foot)) / 2)}.lexiscape.stacked:has(>.tour-editor:not([hidden]))>.left>.details{inset-block-start:calc(12px + (var(--height, 700px) - 28px - var(--foot)) / 2);max-block-size:calc((var(--height, 700px) - 28px - var(--foot)) / 2)}.tour-editor h2{margin:0;font-size:calc(15 * var(--px))}.tour-editor .note{margin:4px 0;font-size:calc(12 * var(--px));color:var(--soft)}.tour-editor .note:empty{display:none}.tour-editor ol{flex:0 1 auto;min-block-size:0;overflow:auto}.tour-editor li{padding:6px 4px;border-block-start:1px solid var(--line)}.tour-editor [aria-current]{background:var(--hover)}.tour-editor :is(input,textarea){box-sizing:border-box;min-inline-size:0;inline-size:100%;padding:4px 7px;border:1px solid var(--line);border-radius:8px;background:none;color:var(--ink);font:inherit}.tour-editor textarea{margin-block-start:4px;resize:vertical}.tour-editor .head{gap:2px}.tour-editor .head button{display:grid;flex:none;place-items:center;inline-size:28px;block-size:28px;padding:0}.tour-editor button:disabled{opacity:0.4;cursor:default}.tour-editor .export{display:flex;flex-wrap:wrap;gap:6px;padding-block-start:8px}.tour-editor .question{display:flex;flex-wrap:wrap;gap:6px;padding-block-start:8px}.tour-editor .question p{flex:1 0 100%;margin:0;overflow-wrap:anywhere}.tour-editor .note{overflow-wrap:anywhere}.tour-editor :is(.export,.question) button{padding:3px 9px;border:1px solid var(--line)}.narrow:not(.compact) .controls .group>:is([data-key=tour],[data-key=table]){display:none}@media(pointer:coarse){.tour-editor .head button{inline-size:44px;block-size:44px}.tour-editor :is(input,textarea){min-block-size:44px}}\n";

// src/state/tour-file.ts
var UnfitTour = class extends Error {
  constructor(says, values = {}, stop2 = 0, field = "") {
    super(says);
    this.says = says;
    this.values = values;
    this.stop = stop2;
    this.field = field;
  }
  says;
  values;
  stop;
  field;
};
var LANGUAGE = new RegExp(`^(?:${TOUR_LANGUAGE})$`);
var NAMED = 5;
var LARGEST2 = 1e300;
var OUTSIDE = 10;
function told2(held = null) {
  try {
    return short(JSON.stringify(held), 60);
  } catch {
    return "[…]";
  }
}
function refuse(says, held, values = {}) {
  throw new UnfitTour(says, { found: told2(held), ...values });
}
var isObject = (held) => typeof held === "object" && held !== null && !Array.isArray(held);
var isNumber2 = (held) => typeof held === "number" && Math.abs(held) <= LARGEST2;
function fieldsIn(held, known4) {
  const fields = known4.join(", ");
  if (!isObject(held)) return refuse("unfitObject", held, { fields });
  const unknown = Object.keys(held).find((field) => !known4.includes(field));
  if (unknown !== void 0) refuse("unfitField", unknown, { fields });
  return Object.fromEntries(Object.entries(held).filter(([, value]) => value !== null));
}
var text = (most) => (held) => {
  if (typeof held !== "string") refuse("unfitText", held);
  else if (isLonger(held, most)) refuse("unfitLong", held, { most });
};
var query = (held) => {
  text(TOUR_QUERY)(held);
  const pattern = patternIn(held);
  try {
    if (pattern) compile(pattern);
  } catch (error) {
    refuse("unfitPattern", held, { why: short(error.message, 120) });
  }
};
var words = (most) => (held) => {
  if (!isObject(held)) return text(most)(held);
  const languages = Object.keys(held);
  for (const language3 of languages) if (!LANGUAGE.test(language3)) refuse("unfitLanguage", language3);
  if (languages.length < 1 || languages.length > TOUR_LANGUAGES) {
    refuse("unfitLanguages", languages.length, { most: TOUR_LANGUAGES });
  }
  for (const language3 of languages) text(most)(own(held, language3));
};
var view = (held) => {
  if (!Array.isArray(held) || held.length !== 3 || !held.every(isNumber2)) return refuse("unfitView", held);
  if (!(held[2] >= 1 / TOUR_ZOOM && held[2] <= TOUR_ZOOM)) refuse("unfitZoom", held[2], { most: TOUR_ZOOM });
};
var token = (held) => {
  if (Number.isSafeInteger(held)) return;
  if (typeof held !== "string") refuse("unfitToken", held);
  text(TOUR_TEXT)(held);
};
var tokens = (held) => {
  if (!Array.isArray(held) || held.length < 1 || held.length > TOUR_TOKENS) {
    return refuse("unfitTokens", Array.isArray(held) ? held.length : held, { most: TOUR_TOKENS });
  }
  held.forEach(token);
};
var filters = (held) => {
  if (!isObject(held)) return refuse("unfitFilters", held);
  for (const [name, kept] of Object.entries(held)) {
    text(TOUR_TEXT)(name);
    if (!Array.isArray(kept)) refuse("unfitKept", kept);
    else if (kept.length === 2 && kept.every((end) => end === null || isNumber2(end))) {
      const [low, high] = kept;
      if (low === null && high === null || low !== null && high !== null && low > high) refuse("unfitRange", kept);
    } else if (kept.length < 1 || kept.length > TOUR_CATEGORIES || !kept.every((one2) => typeof one2 === "string")) {
      refuse("unfitKept", kept);
    } else kept.forEach(text(TOUR_TEXT));
  }
};
var flag = (held) => {
  if (typeof held !== "boolean") refuse("unfitFlag", held);
};
var whole = (below) => (held) => {
  if (!Number.isInteger(held) || held < 0 || held >= below) refuse("unfitWhole", held);
};
var FIELDS = {
  name: words(TOUR_NAME),
  note: words(TOUR_NOTE),
  at: view,
  around: tokens,
  color: text(TOUR_TEXT),
  find: query,
  filters,
  token,
  picked: tokens,
  nearness: flag
};
var MADE_FOR = {
  name: text(TOUR_TEXT),
  tokens: whole(2 ** 53),
  crc32: whole(2 ** 32)
};
function checked(held, checks) {
  const fields = fieldsIn(held, Object.keys(checks));
  for (const [field, value] of Object.entries(fields)) within(field, () => checks[field](value));
  return fields;
}
function within(field, act, stop2 = 0) {
  try {
    act();
  } catch (error) {
    if (!(error instanceof UnfitTour)) throw error;
    throw new UnfitTour(error.says, error.values, error.stop || stop2, error.field || field);
  }
}
function readTourFile(file, data) {
  let held;
  try {
    held = JSON.parse(file);
  } catch {
    throw new UnfitTour("unfitJson");
  }
  const tour = fieldsIn(held, ["format", "version", "map", "stops"]);
  const { format, version } = tour;
  if (format !== TOUR_FORMAT || version !== TOUR_VERSION) {
    const found = `${told2(format ?? null)}, ${told2(version ?? null)}`;
    throw new UnfitTour("unfitFormat", { format: TOUR_FORMAT, version: TOUR_VERSION, found });
  }
  if (!Array.isArray(tour.stops) || tour.stops.length < 1 || tour.stops.length > TOUR_STOPS) {
    refuse("unfitStops", Array.isArray(tour.stops) ? tour.stops.length : tour.stops, { most: TOUR_STOPS });
  }
  let made2 = {};
  if (tour.map !== void 0) within("map", () => made2 = checked(tour.map, MADE_FOR));
  const stops = tour.stops.map((stop2, i) => {
    let fields = {};
    within("", () => fields = stopOf(stop2), i + 1);
    return fields;
  });
  if (made2.crc32 !== void 0 && made2.crc32 !== fingerprintOf(data) && stops.some(({ at }) => at !== void 0)) {
    const placed2 = stops.flatMap(({ at }, i) => at === void 0 ? [] : [String(i + 1)]);
    const isSame = made2.name === data.name && made2.tokens === data.n;
    throw new UnfitTour(isSame ? "unfitDrawing" : "unfitMap", {
      made: short(String(made2.name ?? "…"), 60),
      tokens: typeof made2.tokens === "number" ? made2.tokens : "…",
      here: short(data.name, 60),
      n: data.n,
      stops: placed2.slice(0, NAMED).join(", ") + (placed2.length > NAMED ? " …" : "")
    });
  }
  const find2 = finderOf(data);
  checkTokens(stops, find2);
  const placed = stops.map((stop2, i) => {
    const { around: around2, ...said } = stop2;
    const rows = around2?.map(find2);
    const shown = rows ? { ...said, at: placeOf2(viewOf(rows, data), data) } : said;
    within("", () => checkOnMap(shown, data), i + 1);
    return shown;
  });
  return stopsIn(placed, data, find2);
}
function stopOf(held) {
  const stop2 = checked(held, FIELDS);
  if (stop2.at !== void 0 && stop2.around !== void 0) throw new UnfitTour("unfitBoth");
  if (stop2.nearness === true && stop2.token === void 0) throw new UnfitTour("unfitNearness");
  return stop2;
}
function checkTokens(stops, find2) {
  const named2 = stops.flatMap(({ around: around2 = [], token: token2 = [], picked = [] }) => [around2, token2, picked].flat());
  const missing = [...new Set(named2)].filter((one2) => find2(one2) < 0);
  if (missing.length === 0) return;
  const more = missing.length > NAMED ? ` + ${missing.length - NAMED}` : "";
  throw new UnfitTour("unfitTokensHere", { tokens: missing.slice(0, NAMED).map(told2).join(", ") + more });
}
function viewOf(rows, { x, y, width, height }) {
  const side = (values, whole2) => {
    let [low, high2] = [Infinity, -Infinity];
    for (const row of rows) [low, high2] = [Math.min(low, values[row]), Math.max(high2, values[row])];
    return { middle: (low + high2) / 2, fits: TOUR_FILL * whole2 / (high2 - low) };
  };
  const [wide, high] = [side(x, width), side(y, height)];
  return { x: wide.middle, y: high.middle, zoom: clamp(Math.min(wide.fits, high.fits), 1, TOUR_NEAREST) };
}
function checkOnMap({ at, color: color2 = BY_PLACE, filters: kept = {} }, data) {
  const known4 = data.columns.map(({ name }) => name).join(", ");
  if (at !== void 0) {
    const [x, y] = at;
    const { origin, step, width, height } = data;
    const margin = OUTSIDE * step * Math.max(width, height);
    const [right, up] = [x - origin[0], y - origin[1]];
    const isNear = Math.min(right, up) >= -margin && right <= step * width + margin && up <= step * height + margin;
    if (!isNear) within("at", () => refuse("unfitPlace", [x, y]));
  }
  if (color2 !== BY_PLACE && !data.columns.some(({ name }) => name === color2)) {
    within("color", () => refuse("unfitColumn", color2, { known: known4 }));
  }
  for (const [name, said] of Object.entries(kept)) {
    within("filters", () => {
      const column = data.columns.find((one2) => one2.name === name);
      if (!column) return refuse("unfitColumn", name, { known: known4 });
      if (!column.categories) {
        if (said.some((end) => typeof end === "string")) refuse("unfitNumbers", said);
        return;
      }
      const stranger = said.find((one2) => typeof one2 !== "string" || !column.categories?.includes(one2));
      if (stranger !== void 0) {
        refuse("unfitCategory", stranger, { known: short(column.categories.slice(0, 10).join(", "), 200) });
      }
    });
  }
}

// src/panels/tour/opening.ts
var MEBIBYTE = 2 ** 20;
function createOpening(context, show2, tell) {
  const { data, root: root2, store } = context;
  const input = el("input", { type: "file", accept: ".json,application/json", hidden: true });
  const question = el("p", {});
  let act = () => void 0;
  const replace = button({}, () => act());
  const stay = button({}, () => {
    forget();
    tell("");
    root2.querySelector(".tour-editor h2")?.focus();
  });
  const element = el("div", { class: "question", role: "group", hidden: true }, question, replace, stay, input);
  const forget = () => {
    element.hidden = true;
    act = () => void 0;
  };
  const open = (stops, name) => {
    forget();
    store.set({ stops, stop: -1 });
    markSaved(context);
    tell(context.t("tourOpened", { name, n: stops.length }));
    root2.querySelector(".tour-editor h2")?.focus();
  };
  const ask = (stops, name, n) => {
    const { t } = context;
    tell("");
    question.textContent = t("tourUnsaved", { name, n });
    element.setAttribute("aria-label", question.textContent);
    replace.textContent = t("tourReplace");
    stay.textContent = t("tourStay");
    act = () => open(stops, name);
    element.hidden = false;
    stay.focus();
  };
  const take2 = async (file) => {
    forget();
    show2();
    const name = short(file.name, 60);
    try {
      const stops = readTourFile(await textOf(file), data);
      const unsaved = countUnsaved(context);
      if (unsaved > 0) ask(stops, name, unsaved);
      else open(stops, name);
    } catch (error) {
      if (!(error instanceof UnfitTour)) throw error;
      tell(whyNot(context, name, error));
    }
  };
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) void take2(file);
    input.value = "";
  });
  const stop2 = takeDrops(root2, (file) => void take2(file));
  return { element, choose: () => input.click(), forget, stop: stop2 };
}
function whyNot({ t }, name, { says, values, stop: stop2, field }) {
  const why = t(says, values);
  if (stop2 > 0) return t(field === "" ? "tourRefusedStop" : "tourRefusedAt", { name, stop: stop2, field, why });
  return t("tourRefused", { name: field === "" ? name : `${name}, ${field}`, why });
}
async function textOf(file) {
  if (file.size > TOUR_MEBIBYTES * MEBIBYTE) {
    const found = `${(file.size / MEBIBYTE).toFixed(1)} MiB`;
    throw new UnfitTour("unfitSize", { most: TOUR_MEBIBYTES, found });
  }
  let bytes;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    throw new UnfitTour("unfitRead");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UnfitTour("unfitJson");
  }
}
function takeDrops(root2, take2) {
  const isTour = (type, name = "") => type === "application/json" || /\.json$/i.test(name);
  const over = (event) => {
    const items = [...event.dataTransfer?.items ?? []];
    if (items.some(({ kind, type }) => kind === "file" && (type === "" || isTour(type)))) event.preventDefault();
  };
  const drop = (event) => {
    const file = [...event.dataTransfer?.files ?? []].find(({ type, name }) => isTour(type, name));
    if (!file) return;
    event.preventDefault();
    take2(file);
  };
  root2.addEventListener("dragover", over);
  root2.addEventListener("drop", drop);
  return () => {
    root2.removeEventListener("dragover", over);
    root2.removeEventListener("drop", drop);
  };
}

// src/panels/tour/editor.ts
var tourEditor = { styles: editor_default, lone: true, start: start22 };
function start22(context) {
  const { bar, data, root: root2, store, surface } = context;
  const panel = el("section", { class: "panel tour-editor", hidden: true });
  const opener = button(
    { class: "rare", "data-key": "tour", "aria-expanded": "false" },
    () => setOpen(panel.hidden === true),
    icon("tour")
  );
  bar.append(el("div", { class: "group" }, opener));
  root2.append(panel);
  const title = el("h2", { tabindex: -1 });
  const close = closeButton("", () => setOpen(false));
  const hint = el("p", { class: "note" });
  const list2 = el("ol", {});
  const said = el("p", { class: "note", role: "status" });
  const actions = [
    ["stopKeep", () => keepStop(context)],
    ["tourTake", () => present()],
    [
      "tourSave",
      () => save(new Blob([writeTour(store.state.stops, data)], { type: "application/json" }), "-tour.json")
    ],
    ["saveCopy", () => save(copyNow(data, store.state.stops), ".html")],
    ["tourOpen", () => opening.choose()]
  ];
  const buttons = actions.map(([, act]) => button({}, act));
  buttons[3].hidden = !canCopy();
  const opening = createOpening(
    context,
    () => setOpen(true),
    (text3) => said.textContent = text3
  );
  panel.append(title, close, hint, list2, el("div", { class: "export" }, ...buttons), opening.element, said);
  const save = (file, suffix) => {
    download(file, fileName(data.name, suffix));
    markSaved(context);
    said.textContent = context.t("saved");
  };
  const present = () => {
    setOpen(false);
    startOver(context);
    store.set({ presenting: true });
  };
  let isTyping = false;
  const change = (stops2, typing = false) => {
    isTyping = typing;
    store.set(typing ? { stops: stops2 } : { stops: stops2, stop: -1 });
    isTyping = false;
  };
  const reword = (which, what, text3) => {
    const { locale, stops: stops2 } = store.state;
    change(
      stops2.map((stop2, i) => i === which ? { ...stop2, [what]: reworded(stop2[what], locale, text3) } : stop2),
      true
    );
  };
  const move = (which, by) => {
    const stops2 = [...store.state.stops];
    stops2.splice(which + by, 0, ...stops2.splice(which, 1));
    change(stops2);
    const keys = by < 0 ? ["up", "down"] : ["down", "up"];
    const found = keys.map(
      (key) => list2.children[which + by].querySelector(`.${key}:not(:disabled)`)
    );
    (found[0] ?? found[1])?.focus();
  };
  const remove2 = (which) => {
    change(store.state.stops.filter((_, i) => i !== which));
    const next = list2.children[Math.min(which, list2.children.length - 1)];
    (next?.querySelector(".drop") ?? buttons[0]).focus();
  };
  const item2 = (stop2, i, all) => {
    const { t } = context;
    const { locale } = store.state;
    const name = el("input", {
      type: "text",
      maxlength: TOUR_NAME,
      dir: "auto",
      "aria-label": t("stopName", { i: i + 1 }),
      placeholder: t("stopNameHint")
    });
    const note = el("textarea", {
      rows: 2,
      maxlength: TOUR_NOTE,
      dir: "auto",
      "aria-label": t("stopNote", { i: i + 1 }),
      placeholder: t("stopNoteHint")
    });
    name.value = wordsIn(stop2.name, locale);
    note.value = wordsIn(stop2.note, locale);
    name.addEventListener("input", () => reword(i, "name", name.value));
    note.addEventListener("input", () => reword(i, "note", note.value));
    const act = (of, key, sign, disabled, does) => button(
      { class: of, disabled, title: t(key, { i: i + 1 }), "aria-label": t(key, { i: i + 1 }) },
      does,
      icon(sign)
    );
    return el(
      "li",
      { "aria-current": i === store.state.stop ? "true" : void 0 },
      el(
        "div",
        { class: "head" },
        button(
          { class: "go", "aria-label": t("stopGo", { i: i + 1 }), title: t("stopGo", { i: i + 1 }) },
          () => goToKept(context, i),
          String(i + 1)
        ),
        name,
        act("up", "stopUp", "up", i === 0, () => move(i, -1)),
        act("down", "stopDown", "down", i === all.length - 1, () => move(i, 1)),
        act("drop", "stopDrop", "close", false, () => remove2(i))
      ),
      note
    );
  };
  const show2 = () => {
    if (panel.hidden || isTyping) return;
    const { t } = context;
    const { stops: stops2 } = store.state;
    title.textContent = stops2.length > 0 ? t("tourOf", { n: stops2.length }) : t("tour");
    const large = stops2.findIndex(isLarge);
    if (large >= 0) hint.textContent = t("stopLarge", { i: large + 1 });
    else hint.textContent = t(stops2.length < TOUR_STOPS ? "tourHint" : "tourFull", { n: TOUR_STOPS });
    list2.replaceChildren(...stops2.map(item2));
    said.textContent = "";
    for (const one2 of buttons.slice(1, 3)) one2.disabled = stops2.length === 0;
  };
  const mark2 = () => {
    [...list2.children].forEach((one2, i) => {
      if (i === store.state.stop) one2.setAttribute("aria-current", "true");
      else one2.removeAttribute("aria-current");
    });
  };
  const setOpen = (open) => {
    panel.hidden = !open;
    opening.forget();
    opener.setAttribute("aria-expanded", String(open));
    show2();
    if (open) title.focus();
    else surface.focus();
  };
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || composes(event)) return;
    event.stopPropagation();
    setOpen(false);
  });
  const dress = () => {
    panel.setAttribute("aria-label", context.t("tourEdit"));
    opener.title = context.t("tourEdit");
    opener.setAttribute("aria-label", opener.title);
    close.setAttribute("aria-label", context.t("close"));
    buttons.forEach((one2, i) => one2.textContent = context.t(actions[i][0]));
    show2();
  };
  const stops = [store.on(["stops"], show2), store.on(["stop"], mark2), context.onDress(dress), opening.stop];
  dress();
  return () => stops.forEach((stop2) => stop2());
}

// src/panels/panels.ts
var PANELS = [
  searchPanel,
  checkPanel,
  pickedPanel,
  pinsPanel,
  detailsPanel,
  tourEditor,
  tablePanel,
  legendPanel,
  scoresPanel,
  toolsPanel,
  controlsPanel,
  savePanel,
  tourBar,
  minimapPanel,
  hintPanel,
  helpPanel,
  morePanel,
  captionPanel,
  backPanel,
  announcer
];
var EMBEDDED = [
  searchPanel,
  tourBar,
  hintPanel,
  captionPanel,
  backPanel,
  alonePanel,
  announcer
];

// src/state/consequences.ts
function consequences({ n, columns: columns2 }, search) {
  return (next, before) => {
    const asked = next.query === before.query ? null : search(next.query);
    const nothing = asked && (asked.error !== null || asked.pattern || next.query.trim() === "");
    const matches = asked ? nothing ? null : asked.rows : next.matches;
    const pattern = asked ? asked.pattern ? "running" : "done" : next.pattern;
    const masks = {};
    if (matches !== before.matches) masks.search = matches?.length ? maskOfRows(matches, n) : null;
    if (next.filters !== before.filters) masks.filters = maskOf(columns2, next.filters);
    if (next.picked !== before.picked) masks.picked = next.picked && maskOfRows(next.picked, n);
    const mode = next.selected < 0 && before.selected >= 0 ? "column" : next.mode;
    const road = next.road?.includes(next.selected) ? next.road : null;
    const gone = next.selected !== before.selected || next.landed && next.query === before.query;
    const landed = next.selected >= 0 && gone;
    return { matches, pattern, mode, road, landed, masks: withMasks(next.masks, masks) };
  };
}
function withMasks(masks, changes) {
  const differs = Object.entries(changes).some(([name, mask]) => (own(masks, name) ?? null) !== mask);
  if (!differs) return masks;
  const all = Object.entries({ ...masks, ...changes });
  return Object.fromEntries(all.filter((entry) => entry[1] !== null));
}

// src/state/store.ts
function createStore(initial, follow2 = () => ({})) {
  let state = initial;
  const listeners = /* @__PURE__ */ new Set();
  return {
    get state() {
      return state;
    },
    set(change) {
      const before = state;
      const next = { ...before, ...change };
      const differs = (key) => !Object.is(before[key], next[key]);
      if (!Object.keys(change).some(differs)) return;
      state = Object.assign(next, follow2(next, before));
      const changed = Object.keys(next).filter(differs);
      for (const listener of [...listeners]) {
        if (listener.keys.some((key) => changed.includes(key))) listener.call(state);
      }
    },
    on(keys, call) {
      const listener = { keys, call };
      listeners.add(listener);
      return () => listeners.delete(listener);
    }
  };
}

// src/page/dress.ts
function createDress({ roots, bar, surface }, data, store, told3) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const themeOf = ({ theme: theme2 }) => theme2 === "dark" || theme2 === "auto" && dark.matches ? DARK : LIGHT;
  let theme = themeOf(store.state);
  let t = translator(store.state.locale);
  const put = () => {
    theme = themeOf(store.state);
    t = translator(store.state.locale);
    for (const root2 of roots) {
      root2.dataset.theme = theme.name;
      root2.lang = store.state.locale;
    }
    bar.setAttribute("aria-label", t("controls"));
    surface.setAttribute("aria-label", `${t("mapOf", { n: data.n, name: data.name })}. ${t("mapHelp")}`);
    told3.tell();
  };
  return {
    get theme() {
      return theme;
    },
    get t() {
      return t;
    },
    put,
    follow() {
      dark.addEventListener("change", put);
      const stop2 = store.on(["theme", "locale"], put);
      return () => {
        stop2();
        dark.removeEventListener("change", put);
      };
    }
  };
}

// src/page/docks.ts
var MOST_LOW = 0.4;
function stackDocks(root2) {
  const isPhone = root2.classList.contains("phone");
  let docked = 0;
  for (const dock of root2.querySelectorAll(".dock")) {
    dock.style.setProperty("--below", `${docked}px`);
    if (isPhone && dock.offsetParent !== null) docked += dock.offsetHeight;
  }
  const buttons = root2.querySelector(".controls")?.offsetHeight ?? 0;
  root2.classList.toggle("docked", docked > 0);
  root2.style.setProperty("--docked", `${docked}px`);
  root2.style.setProperty("--buttons", `${buttons}px`);
  root2.style.setProperty("--width", `${root2.clientWidth}px`);
  root2.style.setProperty("--height", `${root2.clientHeight}px`);
  const line = root2.querySelector(".caption")?.offsetHeight ?? 0;
  root2.style.setProperty("--caption-size", `${line}px`);
  const bar = root2.querySelector(".tour-bar");
  const isToured = !isPhone && bar !== null && bar.offsetParent !== null;
  root2.classList.toggle("toured", isToured);
  const low = isToured ? root2.clientHeight - bar.offsetTop : 0;
  root2.style.setProperty("--low", `${low}px`);
  return { docked: isPhone ? docked : Math.min(low, MOST_LOW * root2.clientHeight), line };
}

// src/page/pixel-ratio.ts
function onPixelRatio(listener) {
  let query2;
  const changed = () => {
    arm();
    listener();
  };
  const arm = () => {
    query2 = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    query2.addEventListener("change", changed, { once: true });
  };
  arm();
  return () => query2.removeEventListener("change", changed);
}

// src/page/fitting.ts
var NARROW = 660;
var SHORT = 440;
var SPACIOUS = 1310;
var ABREAST = { fine: 890, coarse: 1e3 };
var NOTHING2 = { left: 0, right: 0, top: 0, bottom: 24 };
var SEARCH = { left: 0, right: 0, top: 56, bottom: 32 };
var WIDE = 960;
function fitTo(root2, n, bare, resize) {
  let size = null;
  const coarse = matchMedia(COARSE).matches;
  const layOut2 = () => {
    const width = root2.clientWidth;
    const narrow = width < NARROW;
    const short2 = !narrow && root2.clientHeight < SHORT;
    root2.classList.toggle("narrow", narrow);
    root2.classList.toggle("short", short2);
    root2.classList.toggle("phone", narrow || short2);
    root2.classList.toggle("compact", short2 || narrow && coarse);
    root2.classList.toggle("tight", !narrow && !short2 && width < SPACIOUS);
    root2.classList.toggle("stacked", !narrow && !short2 && width < ABREAST[coarse ? "coarse" : "fine"]);
  };
  const now2 = () => {
    const [width, height, ratio] = [root2.clientWidth, root2.clientHeight, window.devicePixelRatio || 1];
    const hidden = width < 1 || height < 1;
    if (hidden) return void (size = null);
    layOut2();
    const few = bare();
    const { docked, line } = stackDocks(root2);
    const isPhone = root2.classList.contains("phone");
    const next = { width, height, ratio, few, docked, line: isPhone ? line : 0 };
    if (size && Object.entries(size).every(([key, value]) => next[key] === value)) return;
    size = next;
    const covered = !few ? coveredAt(width, height, n <= FEW_TOKENS, coarse, docked, line) : isPhone ? above(few, docked) : { ...few, bottom: Math.max(few.bottom, docked) };
    resize(width, height, ratio, covered);
  };
  layOut2();
  const observer = new ResizeObserver(now2);
  observer.observe(root2);
  const forget = onPixelRatio(now2);
  return {
    now: now2,
    stop() {
      forget();
      observer.disconnect();
    }
  };
}
var above = (edges, docked) => ({ ...edges, bottom: edges.bottom + docked });
function coveredAt(width, height, few, coarse, docked, line) {
  if (width < NARROW) return above({ left: 0, right: 0, top: 62 + line, bottom: coarse ? 120 : 104 }, docked);
  if (height < SHORT) return { left: 304, right: 0, top: 10 + line, bottom: Math.max(64, docked) };
  return {
    left: width < WIDE ? 304 : 256,
    right: 0,
    top: 0,
    bottom: Math.max(docked, few ? 136 : width < SPACIOUS ? 64 : 0)
  };
}

// src/page/handle.ts
function handleOf({ context, points, scene, labels, labeling, drawn, destroy }) {
  const { camera, data, store } = context;
  const subscriptions = {
    hover: (listener) => store.on(["hover"], ({ hover }) => listener(hover)),
    select: (listener) => store.on(["selected"], ({ selected }) => listener(selected)),
    view: (listener) => context.onView(() => listener(camera.view)),
    state: (listener) => store.on(CHOSEN, listener)
  };
  return {
    data,
    get renderer() {
      return points.kind;
    },
    get ready() {
      return labeling.ready;
    },
    get state() {
      return store.state;
    },
    get view() {
      return camera.view;
    },
    get atHome() {
      const { home, view: view2 } = camera;
      const near = (one2, other) => Math.abs(one2 - other) * view2.scale < 1;
      return near(view2.x, home.x) && near(view2.y, home.y) && Math.abs(view2.scale / home.scale - 1) < 1e-3;
    },
    get size() {
      return camera.sized ? { width: camera.width, height: camera.height } : { width: 0, height: 0 };
    },
    get frameMs() {
      return scene.frameMs;
    },
    get labelsMs() {
      return labels.took;
    },
    get labelScales() {
      return labels.scales;
    },
    labelFonts: SIZES2.map(fontOf),
    get maxScale() {
      return camera.maxScale;
    },
    kept: (row) => keeper(store.state)(row),
    set: (change) => store.set(change),
    select: context.select,
    goTo: context.goTo,
    look: camera.look,
    home: () => camera.look(() => camera.home),
    paint: context.paint,
    drawn,
    visibleLabels: () => scene.over.shown.map((label) => ({ ...label, text: labels.texts[label.row] })),
    visibleRegions: () => scene.over.regions.map(({ region, ...label }) => {
      const { words: words3, level, lines } = region;
      return { ...label, text: lines.join(" "), name: words3.join(" "), level };
    }),
    visibleNumbers: () => scene.over.numbers.map(({ number: number3 }) => number3),
    on: (event, listener) => subscriptions[event](listener),
    destroy
  };
}

// src/page/address.ts
var [MOST_PICKED, MOST_TOUR] = [4e3, 3e4];
function toFragment(place2, data, home, first) {
  const { view: view2 } = place2;
  const said = new URLSearchParams();
  const zoom3 = view2.scale / home.scale;
  const near = (a, b) => Math.abs(a - b) * view2.scale < 0.5;
  if (!near(view2.x, home.x) || !near(view2.y, home.y) || Math.abs(zoom3 - 1) > 1e-3) {
    said.set("at", placeOf2({ x: view2.x, y: view2.y, zoom: zoom3 }, data).join());
  }
  say(said, place2, data, first);
  if (place2.pins.length > 0) said.set("pins", place2.pins.map((row) => data.ids[row]).join());
  if (place2.outlined) said.set("outlines", "1");
  if (place2.textSize !== first.textSize) said.set("text", String(place2.textSize));
  if (place2.stops !== first.stops && place2.stops.length + first.stops.length > 0) {
    const stops = place2.stops.length > 0 ? stopTexts(place2.stops, data) : [""];
    for (const stop2 of stops ?? []) said.append("stop", stop2);
  }
  const text3 = plain2(said);
  return text3 && `#${text3}`;
}
function holds(stops, data) {
  return stopTexts(stops, data) !== null;
}
function stopTexts(stops, data) {
  const texts2 = stops.map((stop2) => stopText(stop2, data));
  return texts2.join("").length <= MOST_TOUR ? texts2 : null;
}
var plain2 = (said) => said.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
function say(said, choice, data, first) {
  if (choice.colorBy !== first.colorBy) said.set("color", choice.colorBy);
  if (choice.query) said.set("find", choice.query);
  if (choice.selected >= 0) said.set("token", String(data.ids[choice.selected]));
  if (choice.mode === "distance") said.set("true", "1");
  for (const { name, categories } of data.columns) {
    const filter2 = own(choice.filters, name);
    if (!filter2) continue;
    if ("only" in filter2) for (const code of filter2.only) said.append(`only.${name}`, categories?.[code] ?? "");
    else said.set(`range.${name}`, `${filter2.low},${filter2.high}`);
  }
  const picked = choice.picked ? idRuns(choice.picked, data.ids) : "";
  if (picked !== "" && picked.length <= MOST_PICKED) said.set("picked", picked);
}
function fromFragment(fragment, data, home, first) {
  const said = new URLSearchParams(fragment.replace(/^#/, ""));
  const stops = said.getAll("stop").slice(0, TOUR_STOPS);
  return {
    view: viewOf2(said.get("at"), data, home),
    ...heard(said, data, first),
    pins: pinsOf(said, data),
    outlined: said.get("outlines") === "1",
    stops: said.has("stop") ? stops.flatMap((text3) => stopOf2(text3, data) ?? []) : first.stops,
    textSize: TEXT_SIZES.find((size) => String(size) === said.get("text")) ?? first.textSize
  };
}
var rowOf = (id2, data) => id2 === null || id2 === "" ? -1 : data.ids.indexOf(Number(id2));
function pinsOf(said, data) {
  const rows = (said.get("pins") ?? "").split(",").map((id2) => rowOf(id2, data));
  return [...new Set(rows)].filter((row) => row >= 0).slice(0, MOST_PINS);
}
function heard(said, data, first) {
  const color2 = said.get("color");
  const id2 = said.get("token");
  const selected = rowOf(id2, data);
  return {
    colorBy: color2 === PLACE || data.columns.some(({ name }) => name === color2) ? color2 : first.colorBy,
    query: said.get("find") ?? "",
    selected,
    mode: selected >= 0 && said.get("true") === "1" ? "distance" : "column",
    filters: filtersOf(said, data),
    picked: said.has("picked") ? rowsInRuns(said.get("picked"), data.ids) : null
  };
}
function viewOf2(text3, data, home) {
  const stop2 = viewIn(text3 ?? "", data);
  return stop2 ? { x: stop2.x, y: stop2.y, scale: home.scale * stop2.zoom } : home;
}
var viewIn = (text3, data) => stopAt(text3.split(",").map(Number), data);
var WORDS3 = ["name", "note"];
function stopText(stop2, data) {
  const said = new URLSearchParams();
  say(said, { ...FIRST_CHOICE, ...stop2.chosen }, data, FIRST_CHOICE);
  for (const field of WORDS3) {
    const words3 = stop2[field];
    if (typeof words3 === "string") said.set(field, words3);
    else for (const [language3, text4] of Object.entries(words3 ?? {})) said.set(`${field}.${language3}`, text4);
  }
  const place2 = stop2.isHome ? "home" : placeOf2(stop2, data).join();
  const text3 = plain2(said);
  return text3 ? `${place2};${text3}` : place2;
}
function stopOf2(text3, data) {
  const [place2, ...rest] = text3.split(";");
  const stop2 = place2 === "home" ? wholeMap(data) : viewIn(place2, data);
  if (!stop2 || rest.length === 0) return stop2;
  const said = new URLSearchParams(rest.join(";"));
  const [name, note] = WORDS3.map((field) => wordsOf3(said, field, field === "name" ? TOUR_NAME : TOUR_NOTE));
  return { ...stop2, name, note, chosen: heard(said, data, FIRST_CHOICE) };
}
function wordsOf3(said, field, most) {
  const all = [...said].filter(([name]) => name.startsWith(`${field}.`)).map(([name, text3]) => [name.slice(field.length + 1), text3.slice(0, most)]);
  return all.length > 0 ? Object.fromEntries(all) : said.get(field)?.slice(0, most);
}
function filtersOf(said, { columns: columns2 }) {
  const filters2 = [];
  for (const { name, categories } of columns2) {
    if (categories) {
      const only = said.getAll(`only.${name}`).map((category) => categories.indexOf(category));
      const known4 = [...new Set(only)].filter((code) => code >= 0).sort((a, b) => a - b);
      if (known4.length > 0) filters2.push([name, { only: known4 }]);
    } else {
      const [low, high] = (said.get(`range.${name}`) ?? "").split(",").map((part) => part === "" ? NaN : Number(part));
      if (low <= high) filters2.push([name, { low, high }]);
    }
  }
  return Object.fromEntries(filters2);
}

// src/page/parent.ts
var NAME2 = "lexiscape-parent";
function tellerOfParent() {
  const origin = parentOrigin(
    document.querySelector(`meta[name="${NAME2}"]`)?.content ?? "",
    window.parent === window ? null : location.ancestorOrigins?.[0] ?? "null"
  );
  if (origin === null) return () => void 0;
  let told3 = location.hash;
  return (hash) => {
    if (hash === told3) return;
    told3 = hash;
    window.parent.postMessage({ queryString: "", hash }, origin);
  };
}
function parentOrigin(named2, outer) {
  if (outer === null || !/^https?:\/\//.test(named2)) return null;
  try {
    const { origin } = new URL(named2);
    return outer === "null" || outer === origin ? origin : null;
  } catch {
    return null;
  }
}

// src/page/steps.ts
var SAME_EDIT_MS = 1e3;
function stepOf(before, now2, last, at) {
  const edited = editedIn(before, now2);
  if (edited === null) return { step: true, edit: null };
  const goesOn = last !== null && last.what === edited && at - last.at < SAME_EDIT_MS;
  return { step: !goesOn, edit: { what: edited, at } };
}
function editedIn(before, now2) {
  if (choicesOf(before) !== choicesOf(now2)) return null;
  const [then, since] = [before, now2].map(editsOf);
  const differing = [.../* @__PURE__ */ new Set([...then.keys(), ...since.keys()])].filter(
    (what) => then.get(what) !== since.get(what)
  );
  if (before.stops !== now2.stops) differing.push("stops");
  return differing.length === 1 ? differing[0] : null;
}
function choicesOf({ colorBy, filters: filters2, mode, selected, pins }) {
  const categories = Object.entries(filters2).filter(([, filter2]) => "only" in filter2);
  return JSON.stringify([colorBy, mode, selected, pins, categories.sort(([a], [b]) => a < b ? -1 : 1)]);
}
function editsOf({ filters: filters2, query: query2, textSize }) {
  const ranges = Object.entries(filters2).flatMap(
    ([name, filter2]) => "low" in filter2 ? [[`range ${name}`, `${filter2.low} ${filter2.high}`]] : []
  );
  return new Map([["query", query2], ["text size", String(textSize)], ...ranges]);
}

// src/page/history.ts
var REST_MS2 = 250;
var RETRY_MS = 2e3;
var TOKEN_ZOOM = 12;
function followAddress({ camera, data, onView, store }, note = null) {
  const placeNow = () => {
    const { colorBy, query: query2, selected, picked, pins, filters: filters2, mode, outlined, textSize, stops: stops2 } = store.state;
    return { colorBy, query: query2, selected, picked, pins, filters: filters2, mode, outlined, textSize, stops: stops2, view: camera.view };
  };
  const first = placeNow();
  const tellParent = tellerOfParent();
  let before = first;
  let edit = null;
  let timer2 = 0;
  let applying = false;
  let owed = "nothing";
  const write = (place2 = placeNow()) => {
    clearTimeout(timer2);
    const said = [toFragment(place2, data, camera.home, first), note?.write()].filter(Boolean).join("&");
    const fragment = said && `#${said.replace(/^#/, "")}`;
    const address = location.pathname + location.search + fragment;
    try {
      if (fragment !== location.hash) {
        if (owed === "a new entry") history.pushState(null, "", address);
        else history.replaceState(null, "", address);
        tellParent(fragment);
      }
      owed = "nothing";
    } catch {
      timer2 = window.setTimeout(write, RETRY_MS);
    }
  };
  const writeSoon = () => {
    if (owed === "nothing") owed = "the entry goes on";
    clearTimeout(timer2);
    timer2 = window.setTimeout(write, REST_MS2);
  };
  const apply = () => {
    clearTimeout(timer2);
    owed = "nothing";
    edit = null;
    applying = true;
    const fragment = location.hash;
    tellParent(fragment);
    const { view: _, ...chosen } = fromFragment(fragment, data, camera.home, first);
    const { stops: stops2 } = store.state;
    store.set(holds(stops2, data) ? chosen : { ...chosen, stops: stops2 });
    note?.read(new URLSearchParams(fragment.slice(1)));
    camera.look(() => {
      const { selected, view: view2 } = fromFragment(fragment, data, camera.home, first);
      const alone = selected >= 0 && !new URLSearchParams(fragment.slice(1)).has("at");
      return alone ? { x: data.x[selected], y: data.y[selected], scale: view2.scale * TOKEN_ZOOM } : view2;
    });
    before = placeNow();
    applying = false;
  };
  const choose = () => {
    if (applying) return;
    const now2 = placeNow();
    const { step, edit: next } = stepOf(before, now2, edit, performance.now());
    edit = next;
    if (step) {
      if (owed === "the entry goes on") write(before);
      owed = "a new entry";
      write(now2);
    } else writeSoon();
    before = now2;
  };
  const move = () => {
    if (applying) return;
    before = { ...before, view: camera.view };
    writeSoon();
  };
  if (location.hash) apply();
  const stops = [
    onView(move),
    store.on(
      ["colorBy", "query", "selected", "picked", "pins", "filters", "mode", "outlined", "textSize", "stops"],
      choose
    )
  ];
  if (note) stops.push(note.on(() => applying || writeSoon()));
  window.addEventListener("popstate", apply);
  return {
    catchUp() {
      if (owed !== "nothing") write();
    },
    stop() {
      clearTimeout(timer2);
      window.removeEventListener("popstate", apply);
      stops.forEach((stop2) => stop2());
    }
  };
}

// src/page/listeners.ts
function createListeners() {
  const listeners = /* @__PURE__ */ new Set();
  return {
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell() {
      for (const listener of listeners) listener();
    }
  };
}

// src/labels/names-shown.ts
var inside = (start23, length, room) => Math.max(0, Math.min(start23, room - length));
var SEEN_SPAN = 2;
var FARTHEST = 200;
var ROOM = 20;
function namesShown(regions, camera) {
  const shown = [];
  const cut = [];
  const beyond = [];
  for (const region of regions) {
    const opacity = regionOpacity(region, camera.view.scale);
    if (opacity <= 0) continue;
    const [x, y] = camera.toScreen(region.x, region.y);
    const [width, height] = [2 * region.halfWidth, 2 * region.halfHeight];
    const [left, top] = [x - width / 2, y - LIFT - height / 2];
    const all = {
      region,
      left: inside(left, width, camera.width),
      top: inside(top, height, camera.height),
      width,
      height,
      opacity
    };
    if (left > camera.width || left + width < 0 || top > camera.height || top + height < 0) {
      const away = Math.max(-x, x - camera.width, -y, y - camera.height);
      if (away < Math.min(FARTHEST, SEEN_SPAN * region.span * camera.view.scale)) beyond.push({ name: all, away });
    } else (all.left === left && all.top === top ? shown : cut).push(all);
  }
  for (const name of cut) if (shown.every((other) => apart(name, other))) shown.push(name);
  beyond.sort((a, b) => a.away - b.away);
  for (const { name } of beyond) if (shown.every((other) => apart(name, other, ROOM))) shown.push(name);
  return shown;
}

// worker-text:src/labels/stamp-worker.ts
var stamp_worker_default = '"use strict";(()=>{var p=self;function g(e,t,n){e.textAlign=t,e.textBaseline="middle",e.lineJoin="round",e.lineWidth=2*n}function T(e,t,n,a){e.strokeText(t,n,a),e.fillText(t,n,a)}var S=1024;function C({stamps:e,ratio:t},n){let a=n.getContext("2d");if(!a)return null;let l=new Uint16Array(4*e.length),[r,i,o,m]=[0,0,0,1];return e.forEach(({lines:s,font:f,line:c,rim:d},u)=>{a.font=f;let h=Math.max(...s.map(v=>a.measureText(v).width)),x=Math.ceil((h+2*d+2)*t),y=Math.ceil((c*s.length+2*d)*t);r>0&&r+x>S&&([r,i,o]=[0,i+o,0]),l.set([r,i,x,y],4*u),r+=x,m=Math.max(m,r),o=Math.max(o,y)}),n.width=m,n.height=Math.max(1,i+o),a.setTransform(t,0,0,t,0,0),e.forEach((s,f)=>{let[c,d,u,h]=l.subarray(4*f);k(a,s,(c+u/2)/t,(d+h/2)/t)}),l}function k(e,{lines:t,font:n,line:a,rim:l,color:r,halo:i},o,m){e.font=n,g(e,"center",l),e.strokeStyle=i,e.fillStyle=r,t.forEach((s,f)=>{let c=m+(f-(t.length-1)/2)*a;T(e,s,o,c)})}p.onmessage=({data:e})=>{let t=typeof OffscreenCanvas>"u"?null:new OffscreenCanvas(1,1),n=t&&C(e,t);if(!n){p.postMessage({unable:!0});return}let a={picture:t.transferToImageBitmap(),places:n};p.postMessage(a,[a.picture,n.buffer])};})();\n';

// src/labels/stamps.ts
var SHEET_WIDTH = 1024;
function paintSheet({ stamps, ratio }, canvas) {
  const context = canvas.getContext("2d");
  if (!context) return null;
  const places = new Uint16Array(4 * stamps.length);
  let [x, y, shelf, widest] = [0, 0, 0, 1];
  stamps.forEach(({ lines, font, line, rim }, i) => {
    context.font = font;
    const text3 = Math.max(...lines.map((each) => context.measureText(each).width));
    const width = Math.ceil((text3 + 2 * rim + 2) * ratio);
    const height = Math.ceil((line * lines.length + 2 * rim) * ratio);
    if (x > 0 && x + width > SHEET_WIDTH) [x, y, shelf] = [0, y + shelf, 0];
    places.set([x, y, width, height], 4 * i);
    x += width;
    widest = Math.max(widest, x);
    shelf = Math.max(shelf, height);
  });
  canvas.width = widest;
  canvas.height = Math.max(1, y + shelf);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  stamps.forEach((stamp, i) => {
    const [left, top, width, height] = places.subarray(4 * i);
    paint2(context, stamp, (left + width / 2) / ratio, (top + height / 2) / ratio);
  });
  return places;
}
function paint2(context, { lines, font, line, rim, color: color2, halo }, x, middle) {
  context.font = font;
  takeRimmed(context, "center", rim);
  context.strokeStyle = halo;
  context.fillStyle = color2;
  lines.forEach((text3, i) => {
    const y = middle + (i - (lines.length - 1) / 2) * line;
    writeRimmed(context, text3, x, y);
  });
}

// src/labels/sprites.ts
var MOST_STAMPS = 96;
var MOST_STAMPS_AHEAD = 256;
var MOST_STAMPS_HERE = 8;
var MOST_PIXELS2 = 2 ** 24;
var Sprites = class {
  /** `painted` is called when there is more to draw. */
  constructor(painted) {
    this.painted = painted;
    this.painter = beside(
      stamp_worker_default,
      (request, tell) => {
        if (!runsAhead()) this.batch = MOST_STAMPS_HERE;
        const picture = document.createElement("canvas");
        const places = paintSheet(request, picture);
        if (places) tell({ picture, places });
      },
      (sheet) => this.keep(sheet)
    );
  }
  painted;
  /** By key, then by color: no text has to be put together for each label of each frame. */
  sprites = /* @__PURE__ */ new Map();
  sheets = [];
  asked = null;
  batch = runsAhead() ? MOST_STAMPS_AHEAD : MOST_STAMPS;
  frame = 0;
  ratio = 1;
  painter;
  /** Begin a frame with this many device pixels per CSS pixel. */
  begin(ratio) {
    this.frame++;
    if (ratio === this.ratio) return;
    this.ratio = ratio;
    for (const sheet of this.sheets) this.drop(sheet);
    this.sheets = [];
    this.asked &&= [];
  }
  has(key, { color: color2 }) {
    return this.sprites.get(key)?.has(color2) ?? false;
  }
  /** Have stamps painted, first ones first: not all at once, and none while others are being painted. */
  want(wanted) {
    if (this.asked || wanted.length === 0) return;
    this.asked = wanted.slice(0, this.batch);
    this.painter.ask({ stamps: this.asked.map(({ stamp }) => stamp), ratio: this.ratio });
  }
  /** Copy a stamp so that its middle is at (x, y) in CSS pixels; in another color while its own is not there yet. */
  draw(context, key, { color: color2 }, x, y) {
    const colors2 = this.sprites.get(key);
    const sprite = colors2?.get(color2) ?? colors2?.values().next().value;
    if (!sprite) return;
    const { ratio } = this;
    const { sheet, place: place2 } = sprite;
    sheet.used = this.frame;
    const [width, height] = [sheet.places[place2 + 2], sheet.places[place2 + 3]];
    const left = Math.round(x * ratio - width / 2);
    const top = Math.round(y * ratio - height / 2);
    context.drawImage(
      sheet.picture,
      sheet.places[place2],
      sheet.places[place2 + 1],
      width,
      height,
      left / ratio,
      top / ratio,
      width / ratio,
      height / ratio
    );
  }
  destroy() {
    this.painter.stop();
    for (const sheet of this.sheets) this.drop(sheet);
  }
  keep({ picture, places }) {
    const wanted = this.asked ?? [];
    const sheet = { picture, places, wanted, used: this.frame + 1 };
    this.asked = null;
    if (wanted.length === 0) {
      this.drop(sheet);
      return this.painted();
    }
    wanted.forEach(({ key, stamp }, i) => {
      const sprite = { sheet, place: 4 * i };
      const colors2 = this.sprites.get(key);
      if (colors2) colors2.set(stamp.color, sprite);
      else this.sprites.set(key, /* @__PURE__ */ new Map([[stamp.color, sprite]]));
    });
    this.sheets.push(sheet);
    this.makeRoom();
    this.painted();
  }
  makeRoom() {
    const area3 = ({ picture }) => picture.width * picture.height;
    let pixels = this.sheets.reduce((sum2, sheet) => sum2 + area3(sheet), 0);
    if (pixels <= MOST_PIXELS2) return;
    this.sheets.sort((a, b) => b.used - a.used);
    while (pixels > MOST_PIXELS2 && this.sheets.length > 1) {
      const oldest = this.sheets.pop();
      pixels -= area3(oldest);
      this.drop(oldest);
    }
  }
  drop(sheet) {
    for (const { key, stamp } of sheet.wanted) {
      const colors2 = this.sprites.get(key);
      if (colors2?.get(stamp.color)?.sheet !== sheet) continue;
      colors2.delete(stamp.color);
      if (colors2.size === 0) this.sprites.delete(key);
    }
    if ("close" in sheet.picture) sheet.picture.close();
  }
};

// src/labels/labels.ts
var FADE2 = 1.05;
var FAINTEST2 = 0.75;
var TALLEST = Math.max(...SIZES2.map(({ font }) => font)) * LINE / 2;
var RIM2 = 2;
var NAME_RIM = 2.5;
function createLabels(data, painted) {
  const texts2 = data.readable.map((text3) => short(text3));
  let layout = null;
  let index = new LabelIndex([]);
  let deepest = 0;
  const sprites = new Sprites(painted);
  const sizeOf = (row) => layout?.sizes[row] ?? 0;
  const keyOf2 = (row) => row * SIZES2.length + sizeOf(row);
  return {
    texts: texts2,
    get deepest() {
      return deepest;
    },
    get took() {
      return layout?.done ? layout.took : NaN;
    },
    get scales() {
      return layout?.scales ?? new Float32Array(0);
    },
    get places() {
      return layout?.regions ?? [];
    },
    setLayout(next) {
      layout = next;
      deepest = Math.max(deepest, next.deepest);
      index = new LabelIndex(next.octaves);
    },
    regions(camera) {
      return namesShown(layout?.regions ?? [], camera);
    },
    visible(camera) {
      if (!layout) return [];
      const { scales: scales2, widest } = layout;
      const { scale } = camera.view;
      const [west, north] = camera.toWorld(-widest, -TALLEST);
      const [east, south] = camera.toWorld(camera.width + widest, camera.height + TALLEST + LIFT);
      const shown = [];
      const names = this.regions(camera);
      for (const row of index.within(west, north, east, south, scales2, scale)) {
        const [x, y] = camera.toScreen(data.x[row], data.y[row]);
        const width = 2 * layout.halfWidth[row];
        const height = SIZES2[sizeOf(row)].font * LINE;
        const [left, top] = [x - width / 2, y - LIFT - height / 2];
        if (left > camera.width || left + width < 0 || top > camera.height || top + height < 0) continue;
        if (!names.every((name) => apart(name, { left, top, width, height }))) continue;
        const opacity = Math.min(1, FAINTEST2 + (1 - FAINTEST2) * (scale / scales2[row] - 1) / (FADE2 - 1));
        shown.push({ row, left, top, width, height, opacity });
      }
      return shown;
    },
    count(left, top, right, bottom, scale) {
      return layout?.done ? index.within(left, top, right, bottom, layout.scales, scale).length : NaN;
    },
    prepare(names, nameInkOf, labels, inkOf, ratio) {
      sprites.begin(ratio);
      const wanted = [];
      for (const name of names) {
        const { region } = name;
        const ink = nameInkOf(name);
        if (sprites.has(nameKey(region), ink)) continue;
        const { font, lines } = region;
        const text3 = { lines, font: regionFont(font), line: REGION_LINE * font, rim: NAME_RIM };
        wanted.push({ key: nameKey(region), stamp: { ...text3, ...ink } });
      }
      for (const { row } of labels) {
        const ink = inkOf(row);
        if (sprites.has(keyOf2(row), ink)) continue;
        const size = SIZES2[sizeOf(row)];
        const text3 = { lines: [texts2[row]], font: fontOf(size), line: size.font * LINE, rim: RIM2 };
        wanted.push({ key: keyOf2(row), stamp: { ...text3, ...ink } });
      }
      sprites.want(wanted);
      return wanted.length === 0;
    },
    drawNames(context, names, inkOf) {
      for (const name of names) {
        const { region, left, top, width, height, opacity } = name;
        context.globalAlpha = opacity;
        sprites.draw(context, nameKey(region), inkOf(name), left + width / 2, top + height / 2);
      }
      context.globalAlpha = 1;
    },
    draw(context, labels, inkOf) {
      for (const { row, left, top, width, height, opacity } of labels) {
        context.globalAlpha = opacity;
        sprites.draw(context, keyOf2(row), inkOf(row), left + width / 2, top + height / 2);
      }
      context.globalAlpha = 1;
    },
    write(pen, labels, inkOf) {
      takeRimmed(pen, "center", RIM2);
      for (const { row, left, top, width, height, opacity } of labels) {
        const ink = inkOf(row);
        const [x, y] = [left + width / 2, top + height / 2];
        pen.globalAlpha = opacity;
        pen.font = fontOf(SIZES2[sizeOf(row)]);
        pen.strokeStyle = ink.halo;
        pen.fillStyle = ink.color;
        writeRimmed(pen, texts2[row], x, y);
      }
      pen.globalAlpha = 1;
    },
    destroy: () => sprites.destroy()
  };
}
function nameKey({ font, lines }) {
  return [font, ...lines].join("\n");
}
function writeNames(context, names, inkOf) {
  takeRimmed(context, "center", NAME_RIM);
  for (const name of names) {
    const { region, left, top, width, height, opacity } = name;
    const { font, lines } = region;
    const ink = inkOf(name);
    context.strokeStyle = ink.halo;
    context.fillStyle = ink.color;
    context.globalAlpha = opacity;
    context.font = regionFont(font);
    lines.forEach((line, i) => {
      const y = top + height / 2 + (i - (lines.length - 1) / 2) * REGION_LINE * font;
      writeRimmed(context, line, left + width / 2, y);
    });
  }
  context.globalAlpha = 1;
}

// node_modules/d3-array/dist/d3-array.mjs
function ascending2(a, b) {
  return a == null || b == null ? NaN : a < b ? -1 : a > b ? 1 : a >= b ? 0 : NaN;
}
function descending(a, b) {
  return a == null || b == null ? NaN : b < a ? -1 : b > a ? 1 : b >= a ? 0 : NaN;
}
function bisector(f) {
  let compare1, compare2, delta;
  if (f.length !== 2) {
    compare1 = ascending2;
    compare2 = (d, x) => ascending2(f(d), x);
    delta = (d, x) => f(d) - x;
  } else {
    compare1 = f === ascending2 || f === descending ? f : zero2;
    compare2 = f;
    delta = f;
  }
  function left(a, x, lo = 0, hi = a.length) {
    if (lo < hi) {
      if (compare1(x, x) !== 0) return hi;
      do {
        const mid = lo + hi >>> 1;
        if (compare2(a[mid], x) < 0) lo = mid + 1;
        else hi = mid;
      } while (lo < hi);
    }
    return lo;
  }
  function right(a, x, lo = 0, hi = a.length) {
    if (lo < hi) {
      if (compare1(x, x) !== 0) return hi;
      do {
        const mid = lo + hi >>> 1;
        if (compare2(a[mid], x) <= 0) lo = mid + 1;
        else hi = mid;
      } while (lo < hi);
    }
    return lo;
  }
  function center(a, x, lo = 0, hi = a.length) {
    const i = left(a, x, lo, hi - 1);
    return i > lo && delta(a[i - 1], x) > -delta(a[i], x) ? i - 1 : i;
  }
  return { left, center, right };
}
function zero2() {
  return 0;
}
function number2(x) {
  return x === null ? NaN : +x;
}
var ascendingBisect = bisector(ascending2);
var bisectRight = ascendingBisect.right;
var bisectLeft = ascendingBisect.left;
var bisectCenter = bisector(number2).center;
var blur2 = Blur2(blurf);
var blurImage = Blur2(blurfImage);
function Blur2(blur) {
  return function(data, rx, ry = rx) {
    if (!((rx = +rx) >= 0)) throw new RangeError("invalid rx");
    if (!((ry = +ry) >= 0)) throw new RangeError("invalid ry");
    let { data: values, width, height } = data;
    if (!((width = Math.floor(width)) >= 0)) throw new RangeError("invalid width");
    if (!((height = Math.floor(height !== void 0 ? height : values.length / width)) >= 0)) throw new RangeError("invalid height");
    if (!width || !height || !rx && !ry) return data;
    const blurx = rx && blur(rx);
    const blury = ry && blur(ry);
    const temp = values.slice();
    if (blurx && blury) {
      blurh(blurx, temp, values, width, height);
      blurh(blurx, values, temp, width, height);
      blurh(blurx, temp, values, width, height);
      blurv(blury, values, temp, width, height);
      blurv(blury, temp, values, width, height);
      blurv(blury, values, temp, width, height);
    } else if (blurx) {
      blurh(blurx, values, temp, width, height);
      blurh(blurx, temp, values, width, height);
      blurh(blurx, values, temp, width, height);
    } else if (blury) {
      blurv(blury, values, temp, width, height);
      blurv(blury, temp, values, width, height);
      blurv(blury, values, temp, width, height);
    }
    return data;
  };
}
function blurh(blur, T, S, w, h) {
  for (let y = 0, n = w * h; y < n; ) {
    blur(T, S, y, y += w, 1);
  }
}
function blurv(blur, T, S, w, h) {
  for (let x = 0, n = w * h; x < w; ++x) {
    blur(T, S, x, x + n, w);
  }
}
function blurfImage(radius) {
  const blur = blurf(radius);
  return (T, S, start23, stop2, step) => {
    start23 <<= 2, stop2 <<= 2, step <<= 2;
    blur(T, S, start23 + 0, stop2 + 0, step);
    blur(T, S, start23 + 1, stop2 + 1, step);
    blur(T, S, start23 + 2, stop2 + 2, step);
    blur(T, S, start23 + 3, stop2 + 3, step);
  };
}
function blurf(radius) {
  const radius0 = Math.floor(radius);
  if (radius0 === radius) return bluri(radius);
  const t = radius - radius0;
  const w = 2 * radius + 1;
  return (T, S, start23, stop2, step) => {
    if (!((stop2 -= step) >= start23)) return;
    let sum2 = radius0 * S[start23];
    const s0 = step * radius0;
    const s1 = s0 + step;
    for (let i = start23, j = start23 + s0; i < j; i += step) {
      sum2 += S[Math.min(stop2, i)];
    }
    for (let i = start23, j = stop2; i <= j; i += step) {
      sum2 += S[Math.min(stop2, i + s0)];
      T[i] = (sum2 + t * (S[Math.max(start23, i - s1)] + S[Math.min(stop2, i + s1)])) / w;
      sum2 -= S[Math.max(start23, i - s0)];
    }
  };
}
function bluri(radius) {
  const w = 2 * radius + 1;
  return (T, S, start23, stop2, step) => {
    if (!((stop2 -= step) >= start23)) return;
    let sum2 = radius * S[start23];
    const s = step * radius;
    for (let i = start23, j = start23 + s; i < j; i += step) {
      sum2 += S[Math.min(stop2, i)];
    }
    for (let i = start23, j = stop2; i <= j; i += step) {
      sum2 += S[Math.min(stop2, i + s)];
      T[i] = sum2 / w;
      sum2 -= S[Math.max(start23, i - s)];
    }
  };
}
function count(values, valueof) {
  let count2 = 0;
  if (valueof === void 0) {
    for (let value of values) {
      if (value != null && (value = +value) >= value) {
        ++count2;
      }
    }
  } else {
    let index = -1;
    for (let value of values) {
      if ((value = valueof(value, ++index, values)) != null && (value = +value) >= value) {
        ++count2;
      }
    }
  }
  return count2;
}
function extent(values, valueof) {
  let min;
  let max2;
  if (valueof === void 0) {
    for (const value of values) {
      if (value != null) {
        if (min === void 0) {
          if (value >= value) min = max2 = value;
        } else {
          if (min > value) min = value;
          if (max2 < value) max2 = value;
        }
      }
    }
  } else {
    let index = -1;
    for (let value of values) {
      if ((value = valueof(value, ++index, values)) != null) {
        if (min === void 0) {
          if (value >= value) min = max2 = value;
        } else {
          if (min > value) min = value;
          if (max2 < value) max2 = value;
        }
      }
    }
  }
  return [min, max2];
}
var array2 = Array.prototype;
var slice = array2.slice;
var e10 = Math.sqrt(50);
var e5 = Math.sqrt(10);
var e2 = Math.sqrt(2);
function tickSpec(start23, stop2, count2) {
  const step = (stop2 - start23) / Math.max(0, count2), power = Math.floor(Math.log10(step)), error = step / Math.pow(10, power), factor = error >= e10 ? 10 : error >= e5 ? 5 : error >= e2 ? 2 : 1;
  let i1, i2, inc;
  if (power < 0) {
    inc = Math.pow(10, -power) / factor;
    i1 = Math.round(start23 * inc);
    i2 = Math.round(stop2 * inc);
    if (i1 / inc < start23) ++i1;
    if (i2 / inc > stop2) --i2;
    inc = -inc;
  } else {
    inc = Math.pow(10, power) * factor;
    i1 = Math.round(start23 / inc);
    i2 = Math.round(stop2 / inc);
    if (i1 * inc < start23) ++i1;
    if (i2 * inc > stop2) --i2;
  }
  if (i2 < i1 && 0.5 <= count2 && count2 < 2) return tickSpec(start23, stop2, count2 * 2);
  return [i1, i2, inc];
}
function ticks(start23, stop2, count2) {
  stop2 = +stop2, start23 = +start23, count2 = +count2;
  if (!(count2 > 0)) return [];
  if (start23 === stop2) return [start23];
  const reverse = stop2 < start23, [i1, i2, inc] = reverse ? tickSpec(stop2, start23, count2) : tickSpec(start23, stop2, count2);
  if (!(i2 >= i1)) return [];
  const n = i2 - i1 + 1, ticks2 = new Array(n);
  if (reverse) {
    if (inc < 0) for (let i = 0; i < n; ++i) ticks2[i] = (i2 - i) / -inc;
    else for (let i = 0; i < n; ++i) ticks2[i] = (i2 - i) * inc;
  } else {
    if (inc < 0) for (let i = 0; i < n; ++i) ticks2[i] = (i1 + i) / -inc;
    else for (let i = 0; i < n; ++i) ticks2[i] = (i1 + i) * inc;
  }
  return ticks2;
}
function tickIncrement(start23, stop2, count2) {
  stop2 = +stop2, start23 = +start23, count2 = +count2;
  return tickSpec(start23, stop2, count2)[2];
}
function nice(start23, stop2, count2) {
  let prestep;
  while (true) {
    const step = tickIncrement(start23, stop2, count2);
    if (step === prestep || step === 0 || !isFinite(step)) {
      return [start23, stop2];
    } else if (step > 0) {
      const i = Math.ceil(start23 / step);
      const j = Math.floor(stop2 / step);
      start23 = (i - (i * step > start23)) * step;
      stop2 = (j + (j * step < stop2)) * step;
    } else if (step < 0) {
      const s = -step;
      const i = Math.ceil(start23 * s);
      const j = Math.floor(stop2 * s);
      start23 = (i - (i / s > start23)) / s;
      stop2 = (j + (j / s < stop2)) / s;
    }
    prestep = step;
  }
}
function thresholdSturges(values) {
  return Math.max(1, Math.ceil(Math.log(count(values)) / Math.LN2) + 1);
}
var shuffle = shuffler(Math.random);
function shuffler(random) {
  return function shuffle2(array4, i0 = 0, i1 = array4.length) {
    let m = i1 - (i0 = +i0);
    while (m) {
      const i = random() * m-- | 0, t = array4[m + i0];
      array4[m + i0] = array4[i + i0];
      array4[i + i0] = t;
    }
    return array4;
  };
}

// node_modules/d3-contour/dist/d3-contour.mjs
var array3 = Array.prototype;
var slice2 = array3.slice;
function ascending3(a, b) {
  return a - b;
}
function area2(ring2) {
  var i = 0, n = ring2.length, area3 = ring2[n - 1][1] * ring2[0][0] - ring2[n - 1][0] * ring2[0][1];
  while (++i < n) area3 += ring2[i - 1][1] * ring2[i][0] - ring2[i - 1][0] * ring2[i][1];
  return area3;
}
var constant4 = (x) => () => x;
function contains(ring2, hole) {
  var i = -1, n = hole.length, c2;
  while (++i < n) if (c2 = ringContains(ring2, hole[i])) return c2;
  return 0;
}
function ringContains(ring2, point) {
  var x = point[0], y = point[1], contains2 = -1;
  for (var i = 0, n = ring2.length, j = n - 1; i < n; j = i++) {
    var pi2 = ring2[i], xi = pi2[0], yi = pi2[1], pj = ring2[j], xj = pj[0], yj = pj[1];
    if (segmentContains(pi2, pj, point)) return 0;
    if (yi > y !== yj > y && x < (xj - xi) * (y - yi) / (yj - yi) + xi) contains2 = -contains2;
  }
  return contains2;
}
function segmentContains(a, b, c2) {
  var i;
  return collinear(a, b, c2) && within2(a[i = +(a[0] === b[0])], c2[i], b[i]);
}
function collinear(a, b, c2) {
  return (b[0] - a[0]) * (c2[1] - a[1]) === (c2[0] - a[0]) * (b[1] - a[1]);
}
function within2(p, q, r) {
  return p <= q && q <= r || r <= q && q <= p;
}
function noop2() {
}
var cases = [
  [],
  [[[1, 1.5], [0.5, 1]]],
  [[[1.5, 1], [1, 1.5]]],
  [[[1.5, 1], [0.5, 1]]],
  [[[1, 0.5], [1.5, 1]]],
  [[[1, 1.5], [0.5, 1]], [[1, 0.5], [1.5, 1]]],
  [[[1, 0.5], [1, 1.5]]],
  [[[1, 0.5], [0.5, 1]]],
  [[[0.5, 1], [1, 0.5]]],
  [[[1, 1.5], [1, 0.5]]],
  [[[0.5, 1], [1, 0.5]], [[1.5, 1], [1, 1.5]]],
  [[[1.5, 1], [1, 0.5]]],
  [[[0.5, 1], [1.5, 1]]],
  [[[1, 1.5], [1.5, 1]]],
  [[[0.5, 1], [1, 1.5]]],
  []
];
function Contours() {
  var dx = 1, dy = 1, threshold = thresholdSturges, smooth = smoothLinear;
  function contours(values) {
    var tz = threshold(values);
    if (!Array.isArray(tz)) {
      const e = extent(values, finite);
      tz = ticks(...nice(e[0], e[1], tz), tz);
      while (tz[tz.length - 1] >= e[1]) tz.pop();
      while (tz[1] < e[0]) tz.shift();
    } else {
      tz = tz.slice().sort(ascending3);
    }
    return tz.map((value) => contour(values, value));
  }
  function contour(values, value) {
    const v = value == null ? NaN : +value;
    if (isNaN(v)) throw new Error(`invalid value: ${value}`);
    var polygons = [], holes = [];
    isorings(values, v, function(ring2) {
      smooth(ring2, values, v);
      if (area2(ring2) > 0) polygons.push([ring2]);
      else holes.push(ring2);
    });
    holes.forEach(function(hole) {
      for (var i = 0, n = polygons.length, polygon; i < n; ++i) {
        if (contains((polygon = polygons[i])[0], hole) !== -1) {
          polygon.push(hole);
          return;
        }
      }
    });
    return {
      type: "MultiPolygon",
      value,
      coordinates: polygons
    };
  }
  function isorings(values, value, callback) {
    var fragmentByStart = new Array(), fragmentByEnd = new Array(), x, y, t02, t12, t22, t32;
    x = y = -1;
    t12 = above2(values[0], value);
    cases[t12 << 1].forEach(stitch);
    while (++x < dx - 1) {
      t02 = t12, t12 = above2(values[x + 1], value);
      cases[t02 | t12 << 1].forEach(stitch);
    }
    cases[t12 << 0].forEach(stitch);
    while (++y < dy - 1) {
      x = -1;
      t12 = above2(values[y * dx + dx], value);
      t22 = above2(values[y * dx], value);
      cases[t12 << 1 | t22 << 2].forEach(stitch);
      while (++x < dx - 1) {
        t02 = t12, t12 = above2(values[y * dx + dx + x + 1], value);
        t32 = t22, t22 = above2(values[y * dx + x + 1], value);
        cases[t02 | t12 << 1 | t22 << 2 | t32 << 3].forEach(stitch);
      }
      cases[t12 | t22 << 3].forEach(stitch);
    }
    x = -1;
    t22 = values[y * dx] >= value;
    cases[t22 << 2].forEach(stitch);
    while (++x < dx - 1) {
      t32 = t22, t22 = above2(values[y * dx + x + 1], value);
      cases[t22 << 2 | t32 << 3].forEach(stitch);
    }
    cases[t22 << 3].forEach(stitch);
    function stitch(line) {
      var start23 = [line[0][0] + x, line[0][1] + y], end = [line[1][0] + x, line[1][1] + y], startIndex = index(start23), endIndex = index(end), f, g;
      if (f = fragmentByEnd[startIndex]) {
        if (g = fragmentByStart[endIndex]) {
          delete fragmentByEnd[f.end];
          delete fragmentByStart[g.start];
          if (f === g) {
            f.ring.push(end);
            callback(f.ring);
          } else {
            fragmentByStart[f.start] = fragmentByEnd[g.end] = { start: f.start, end: g.end, ring: f.ring.concat(g.ring) };
          }
        } else {
          delete fragmentByEnd[f.end];
          f.ring.push(end);
          fragmentByEnd[f.end = endIndex] = f;
        }
      } else if (f = fragmentByStart[endIndex]) {
        if (g = fragmentByEnd[startIndex]) {
          delete fragmentByStart[f.start];
          delete fragmentByEnd[g.end];
          if (f === g) {
            f.ring.push(end);
            callback(f.ring);
          } else {
            fragmentByStart[g.start] = fragmentByEnd[f.end] = { start: g.start, end: f.end, ring: g.ring.concat(f.ring) };
          }
        } else {
          delete fragmentByStart[f.start];
          f.ring.unshift(start23);
          fragmentByStart[f.start = startIndex] = f;
        }
      } else {
        fragmentByStart[startIndex] = fragmentByEnd[endIndex] = { start: startIndex, end: endIndex, ring: [start23, end] };
      }
    }
  }
  function index(point) {
    return point[0] * 2 + point[1] * (dx + 1) * 4;
  }
  function smoothLinear(ring2, values, value) {
    ring2.forEach(function(point) {
      var x = point[0], y = point[1], xt = x | 0, yt = y | 0, v1 = valid(values[yt * dx + xt]);
      if (x > 0 && x < dx && xt === x) {
        point[0] = smooth1(x, valid(values[yt * dx + xt - 1]), v1, value);
      }
      if (y > 0 && y < dy && yt === y) {
        point[1] = smooth1(y, valid(values[(yt - 1) * dx + xt]), v1, value);
      }
    });
  }
  contours.contour = contour;
  contours.size = function(_) {
    if (!arguments.length) return [dx, dy];
    var _0 = Math.floor(_[0]), _1 = Math.floor(_[1]);
    if (!(_0 >= 0 && _1 >= 0)) throw new Error("invalid size");
    return dx = _0, dy = _1, contours;
  };
  contours.thresholds = function(_) {
    return arguments.length ? (threshold = typeof _ === "function" ? _ : Array.isArray(_) ? constant4(slice2.call(_)) : constant4(_), contours) : threshold;
  };
  contours.smooth = function(_) {
    return arguments.length ? (smooth = _ ? smoothLinear : noop2, contours) : smooth === smoothLinear;
  };
  return contours;
}
function finite(x) {
  return isFinite(x) ? x : NaN;
}
function above2(x, value) {
  return x == null ? false : +x >= value;
}
function valid(v) {
  return v == null || isNaN(v = +v) ? -Infinity : v;
}
function smooth1(x, v0, v1, value) {
  const a = value - v0;
  const b = v1 - v0;
  const d = isFinite(a) || isFinite(b) ? a / b : Math.sign(a) / Math.sign(b);
  return isNaN(d) ? x : x + d - 0.5;
}

// src/points/ground.ts
function groundOf(density) {
  return ringsOf(density, CONTOURS);
}
function ringsOf({ columns: columns2, rows, values, cell: cell2, left, top }, least) {
  const levels = Contours().size([columns2, rows]).smooth(true).thresholds([...least])(values);
  const world = ([column, row]) => [left + column * cell2, top + row * cell2];
  return levels.map(({ coordinates }) => coordinates.flat().map((ring2) => ring2.slice(0, -1).map(world)));
}
function trace(ring2, to) {
  const middle = ([x0, y0], [x1, y1]) => [(x0 + x1) / 2, (y0 + y1) / 2];
  const last = ring2[ring2.length - 1];
  to.moveTo(...middle(last, ring2[0]));
  ring2.forEach((corner, i) => to.quadraticCurveTo(...corner, ...middle(corner, ring2[(i + 1) % ring2.length])));
  to.closePath();
}

// src/points/points-canvas.ts
var MOVING_POINTS = 4e4;
var COAST = 1.2;
var LEAST_DISC = 1.6;
function createCanvasPoints(canvas, data) {
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) throw new Error("this browser has neither WebGL2 nor Canvas 2D");
  let groups = null;
  let styles = new Uint8Array(4 * data.n);
  let density = null;
  let ground = null;
  let drawn = null;
  const sheetFor = (all, radiusOf, ratio) => {
    const radius = radiusOf(PLAIN2);
    if (drawn?.groups !== all || drawn.radius !== radius || drawn.ratio !== ratio)
      drawn = { groups: all, radius, ratio, sheet: drawSheet(all, radiusOf, ratio) };
    return drawn.sheet;
  };
  return {
    kind: "canvas",
    setStyles(next) {
      styles = next;
      groups = null;
    },
    setDensity(next) {
      density = next;
      ground = null;
    },
    setPlaces: () => void 0,
    // they are looked up in each frame
    draw(frame2) {
      const { view: view2, theme, ratio } = frame2;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.globalAlpha = 1;
      context.fillStyle = css(theme.sea);
      context.fillRect(0, 0, frame2.width, frame2.height);
      const left = frame2.width / 2 - view2.x * view2.scale;
      const top = frame2.height / 2 - view2.y * view2.scale;
      if (density && frame2.shade > 0) {
        ground ??= pathsOf(density);
        const zoom3 = ratio * view2.scale;
        context.setTransform(zoom3, 0, 0, zoom3, ratio * left, ratio * top);
        drawGround(context, ground, theme, view2.scale);
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
      }
      if (!density || frame2.shade < 1) {
        context.globalAlpha = density ? 1 - frame2.shade : 1;
        context.fillStyle = css(theme.land[0]);
        context.fillRect(0, 0, frame2.width, frame2.height);
      }
      const every = frame2.moving ? Math.ceil(data.n / MOVING_POINTS) : 1;
      groups ??= group(styles);
      const radiusOf = (part) => frame2.radius * (part === STRONG ? STRONGER : 1) * 0.9;
      const sheet = radiusOf(PLAIN2) * ratio >= LEAST_DISC ? sheetFor(groups, radiusOf, ratio) : null;
      groups.forEach(({ part, color: color2, rows }, at) => {
        const radius = radiusOf(part);
        context.globalAlpha = part === STRONG ? 1 : frame2.opacity;
        context.fillStyle = color2;
        for (let i = 0; i < rows.length; i += every) {
          const x = left + data.x[rows[i]] * view2.scale;
          const y = top + data.y[rows[i]] * view2.scale;
          if (x < -8 || y < -8 || x > frame2.width + 8 || y > frame2.height + 8) continue;
          if (sheet) copyDisc(context, sheet, at, x, y);
          else context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
        }
      });
    },
    destroy() {
      groups = [];
    }
  };
}
var COLUMNS = 32;
function drawSheet(groups, radiusOf, ratio) {
  const side = 2 * Math.ceil(radiusOf(STRONG) * ratio + 1);
  const image = document.createElement("canvas");
  image.width = COLUMNS * side;
  image.height = Math.ceil(groups.length / COLUMNS) * side;
  const context = image.getContext("2d");
  groups.forEach(({ part, color: color2 }, at) => {
    context.fillStyle = color2;
    context.beginPath();
    const [x, y] = placeOf3(at, side);
    context.arc(x + side / 2, y + side / 2, radiusOf(part) / 0.9 * ratio, 0, 2 * Math.PI);
    context.fill();
  });
  return { image, side, half: side / 2 / ratio };
}
var placeOf3 = (at, side) => [
  at % COLUMNS * side,
  Math.floor(at / COLUMNS) * side
];
function copyDisc(context, { image, side, half }, at, x, y) {
  const [left, top] = placeOf3(at, side);
  context.drawImage(image, left, top, side, side, x - half, y - half, 2 * half, 2 * half);
}
function group(styles) {
  const words3 = new Uint32Array(styles.buffer, styles.byteOffset, styles.length / 4);
  const counts = /* @__PURE__ */ new Map();
  for (const word of words3) counts.set(word, (counts.get(word) ?? 0) + 1);
  const rowsOf3 = new Map([...counts].map(([word, count2]) => [word, { rows: new Uint32Array(count2), used: 0 }]));
  words3.forEach((word, row) => {
    const group2 = rowsOf3.get(word);
    group2.rows[group2.used++] = row;
  });
  const groups = [...rowsOf3.values()].map(({ rows }) => {
    const [r, g, b, part] = styles.subarray(4 * rows[0], 4 * rows[0] + 4);
    return { part, color: css([r, g, b]), rows };
  });
  return [DIM, PLAIN2, STRONG].flatMap((part) => groups.filter((one2) => one2.part === part));
}
function pathsOf(density) {
  return groundOf(density).map((rings) => {
    const path = new Path2D();
    for (const ring2 of rings) trace(ring2, path);
    return path;
  });
}
function drawGround(context, paths, theme, scale) {
  context.strokeStyle = css(theme.coast);
  context.lineWidth = 2 * COAST / scale;
  context.stroke(paths[0]);
  paths.forEach((path, level) => {
    context.fillStyle = css(theme.land[level]);
    context.fill(path);
  });
}

// src/points/points-webgl.ts
var POINT_VERTEX = `#version 300 es
in vec2 a_position;
in vec4 a_style;
uniform vec2 u_center;
uniform vec2 u_scale;
uniform float u_radius;
uniform float u_part;
uniform float u_strong;
out vec3 v_color;
flat out float v_size;
void main() {
  float part = floor(a_style.a * 255.0 + 0.5);
  vec2 at = (a_position - u_center) * u_scale;
  gl_Position = part == u_part ? vec4(at, 0.0, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
  v_size = 2.0 * u_radius * (part == 2.0 ? u_strong : 1.0) + 1.0;
  gl_PointSize = v_size;
  v_color = a_style.rgb;
}`;
var POINT_FRAGMENT = `#version 300 es
precision highp float;
in vec3 v_color;
flat in float v_size;
uniform float u_opacity;
out vec4 color;
void main() {
  float edge = 0.5 * v_size - length(gl_PointCoord - 0.5) * v_size;
  float alpha = clamp(edge, 0.0, 1.0) * u_opacity;
  if (alpha <= 0.0) discard;
  color = vec4(v_color * alpha, alpha);
}`;
var GROUND_VERTEX = `#version 300 es
uniform vec2 u_center;
uniform vec2 u_span;
uniform vec4 u_grid;
out vec2 v_cell;
void main() {
  vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1)) * 4.0 - 1.0;
  gl_Position = vec4(corner, 0.0, 1.0);
  vec2 world = u_center + corner * u_span;
  v_cell = (world - u_grid.xy) / u_grid.z;
}`;
var GROUND_FRAGMENT = `#version 300 es
precision highp float;
in vec2 v_cell;
uniform sampler2D u_density;
uniform vec3 u_sea;
uniform vec3 u_land[4];
uniform vec3 u_coast;
uniform float u_contours[4];
uniform float u_shade;
out vec4 color;
float density(vec2 at) {
  vec2 size = vec2(textureSize(u_density, 0));
  vec2 base = floor(at - 0.5) + 0.5;
  vec2 f = at - base;
  vec2 w0 = (1.0 - f) * (1.0 - f) * (1.0 - f) / 6.0;
  vec2 w1 = (4.0 - 6.0 * f * f + 3.0 * f * f * f) / 6.0;
  vec2 w3 = f * f * f / 6.0;
  vec2 w2 = 1.0 - w0 - w1 - w3;
  vec2 g0 = w0 + w1;
  vec2 g1 = w2 + w3;
  vec2 p0 = (base - 1.0 + w1 / g0) / size;
  vec2 p1 = (base + 1.0 + w3 / g1) / size;
  return g0.y * (g0.x * texture(u_density, p0).r + g1.x * texture(u_density, vec2(p1.x, p0.y)).r)
       + g1.y * (g0.x * texture(u_density, vec2(p0.x, p1.y)).r + g1.x * texture(u_density, p1).r);
}
void main() {
  float d = density(v_cell);
  float soft = max(fwidth(d), 1e-5);
  vec3 ground = u_sea;
  for (int i = 0; i < 4; i++)
    ground = mix(ground, u_land[i], smoothstep(-soft, soft, d - u_contours[i]));
  ground = mix(u_coast, ground, smoothstep(0.4, 1.2, abs(d - u_contours[0]) / soft));
  color = vec4(mix(u_land[0], ground, u_shade), 1.0);
}`;
function createWebglPoints(canvas, data, on) {
  const gl = canvas.getContext("webgl2", {
    antialias: false,
    alpha: false,
    powerPreference: "high-performance",
    failIfMajorPerformanceCaveat: true
  });
  if (!gl) return null;
  if (isSoftware(gl)) {
    gl.getExtension("WEBGL_lose_context")?.loseContext();
    return null;
  }
  let styles = new Uint8Array(4 * data.n);
  let density = null;
  let parts = prepare(gl, data);
  if (!parts) return null;
  const onLost = (event) => {
    event.preventDefault();
    parts = null;
    on.lost();
  };
  const onBack = () => {
    parts = prepare(gl, data);
    if (!parts) return on.failed();
    parts.uploadStyles(styles);
    if (density) parts.uploadDensity(density);
    on.restored();
  };
  canvas.addEventListener("webglcontextlost", onLost);
  canvas.addEventListener("webglcontextrestored", onBack);
  return {
    kind: "webgl2",
    setStyles(next) {
      styles = next;
      parts?.uploadStyles(styles);
    },
    setDensity(next) {
      density = next;
      parts?.uploadDensity(next);
    },
    setPlaces() {
      parts?.uploadPlaces();
    },
    draw(frame2) {
      parts?.draw(frame2, density);
    },
    destroy() {
      canvas.removeEventListener("webglcontextlost", onLost);
      canvas.removeEventListener("webglcontextrestored", onBack);
      gl.getExtension("WEBGL_lose_context")?.loseContext();
    }
  };
}
var SOFTWARE = /swiftshader|llvmpipe|softpipe|swrast|lavapipe|software|basic render/i;
function isSoftware(gl) {
  const name = String(gl.getParameter(gl.RENDERER));
  if (name !== "WebKit WebGL") return SOFTWARE.test(name);
  const told3 = gl.getExtension("WEBGL_debug_renderer_info");
  return told3 !== null && SOFTWARE.test(String(gl.getParameter(told3.UNMASKED_RENDERER_WEBGL)));
}
function prepare(gl, data) {
  const points = pointsPass(gl, data);
  const ground = groundPass(gl);
  if (!points || !ground) return null;
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  return {
    uploadStyles: points.upload,
    uploadPlaces: points.uploadPlaces,
    uploadDensity: ground.upload,
    draw(frame2, density) {
      gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
      const [r, g, b] = fractions(frame2.theme.land[0]);
      gl.clearColor(r, g, b, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      if (density && frame2.shade > 0) ground.draw(frame2, density);
      points.draw(frame2);
    }
  };
}
function groundPass(gl) {
  const program = link(gl, GROUND_VERTEX, GROUND_FRAGMENT);
  if (!program) return null;
  const at = uniforms(gl, program);
  const empty2 = gl.createVertexArray();
  const texture = gl.createTexture();
  return {
    upload({ columns: columns2, rows, values }) {
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.pixelStorei(gl.UNPACK_ALIGNMENT, 4);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.R16F, columns2, rows, 0, gl.RED, gl.FLOAT, values);
      for (const [name, value] of [
        [gl.TEXTURE_MIN_FILTER, gl.LINEAR],
        [gl.TEXTURE_MAG_FILTER, gl.LINEAR],
        [gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE],
        [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE]
      ]) {
        gl.texParameteri(gl.TEXTURE_2D, name, value);
      }
    },
    draw(frame2, density) {
      const { view: view2, theme } = frame2;
      gl.useProgram(program);
      gl.bindVertexArray(empty2);
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.uniform2f(at("u_center"), view2.x, view2.y);
      gl.uniform2f(at("u_span"), frame2.width / 2 / view2.scale, -frame2.height / 2 / view2.scale);
      gl.uniform4f(at("u_grid"), density.left, density.top, density.cell, 0);
      gl.uniform3fv(at("u_sea"), fractions(theme.sea));
      gl.uniform3fv(at("u_land"), fractions(theme.land.flat()));
      gl.uniform3fv(at("u_coast"), fractions(theme.coast));
      gl.uniform1fv(at("u_contours"), CONTOURS);
      gl.uniform1f(at("u_shade"), frame2.shade);
      gl.disable(gl.BLEND);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    }
  };
}
function pointsPass(gl, { n, x, y }) {
  const program = link(gl, POINT_VERTEX, POINT_FRAGMENT);
  if (!program) return null;
  const at = uniforms(gl, program);
  const used = /* @__PURE__ */ new Set();
  const positions = new Float32Array(2 * n);
  const fill = () => {
    for (let i = 0; i < n; i++) {
      positions[2 * i] = x[i];
      positions[2 * i + 1] = y[i];
    }
  };
  fill();
  const array4 = gl.createVertexArray();
  gl.bindVertexArray(array4);
  const placeBuffer = attribute(gl, program, "a_position", 2, gl.FLOAT, positions);
  const styleBuffer = attribute(gl, program, "a_style", 4, gl.UNSIGNED_BYTE, new Uint8Array(4 * n));
  gl.bindVertexArray(null);
  return {
    upload(styles) {
      used.clear();
      for (let i = 3; i < styles.length; i += 4) used.add(styles[i]);
      gl.bindBuffer(gl.ARRAY_BUFFER, styleBuffer);
      gl.bufferSubData(gl.ARRAY_BUFFER, 0, styles);
    },
    uploadPlaces() {
      fill();
      gl.bindBuffer(gl.ARRAY_BUFFER, placeBuffer);
      gl.bufferSubData(gl.ARRAY_BUFFER, 0, positions);
    },
    draw({ view: view2, width, height, radius, ratio, opacity }) {
      gl.useProgram(program);
      gl.bindVertexArray(array4);
      gl.uniform2f(at("u_center"), view2.x, view2.y);
      gl.uniform2f(at("u_scale"), 2 * view2.scale / width, -2 * view2.scale / height);
      gl.uniform1f(at("u_radius"), radius * ratio);
      gl.uniform1f(at("u_strong"), STRONGER);
      gl.enable(gl.BLEND);
      for (const part of [DIM, PLAIN2, STRONG]) {
        if (!used.has(part)) continue;
        gl.uniform1f(at("u_part"), part);
        gl.uniform1f(at("u_opacity"), part === STRONG ? 1 : opacity);
        gl.drawArrays(gl.POINTS, 0, n);
      }
    }
  };
}
function fractions(color2) {
  return color2.map((part) => part / 255);
}
function attribute(gl, program, name, size, type, values) {
  const buffer = gl.createBuffer();
  const location2 = gl.getAttribLocation(program, name);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.bufferData(gl.ARRAY_BUFFER, values, gl.DYNAMIC_DRAW);
  gl.enableVertexAttribArray(location2);
  gl.vertexAttribPointer(location2, size, type, type === gl.UNSIGNED_BYTE, 0, 0);
  return buffer;
}
function uniforms(gl, program) {
  const places = /* @__PURE__ */ new Map();
  const count2 = gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS);
  for (let i = 0; i < count2; i++) {
    const name = gl.getActiveUniform(program, i)?.name ?? "";
    places.set(name.replace("[0]", ""), gl.getUniformLocation(program, name));
  }
  return (name) => places.get(name) ?? null;
}
function link(gl, vertex, fragment) {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment]
  ]) {
    const shader = gl.createShader(type);
    if (!shader) return null;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : null;
}

// src/points/points-any.ts
var PATIENCE_MS = 3e3;
function createPoints(holder, data, prefer, redraw) {
  let styles = null;
  let density = null;
  let waiting = 0;
  const renew = () => {
    const fresh = holder.points.cloneNode();
    holder.points.replaceWith(fresh);
    holder.points = fresh;
  };
  const fallBack = () => {
    clearTimeout(waiting);
    renderer.destroy();
    renew();
    renderer = createCanvasPoints(holder.points, data);
    if (density) renderer.setDensity(density);
    if (styles) renderer.setStyles(styles);
    redraw();
  };
  const wait = () => {
    waiting = window.setTimeout(() => document.hidden ? wait() : fallBack(), PATIENCE_MS);
  };
  const start23 = () => {
    if (prefer === "auto") {
      const restored = () => {
        clearTimeout(waiting);
        redraw();
      };
      const webgl = createWebglPoints(holder.points, data, { lost: wait, restored, failed: fallBack });
      if (webgl) return webgl;
      renew();
    }
    return createCanvasPoints(holder.points, data);
  };
  let renderer = start23();
  return {
    get kind() {
      return renderer.kind;
    },
    setStyles(next) {
      styles = next;
      renderer.setStyles(next);
    },
    setDensity(next) {
      density = next;
      renderer.setDensity(next);
    },
    setPlaces: () => renderer.setPlaces(),
    draw: (frame2) => renderer.draw(frame2),
    destroy() {
      clearTimeout(waiting);
      renderer.destroy();
    }
  };
}

// src/points/styles.ts
function createStyles(data) {
  const styles = new Uint8Array(4 * data.n);
  const colors2 = new Uint8Array(4 * data.n);
  const plain3 = new Uint8Array(4 * data.n);
  let colored = null;
  let masked = null;
  const paintColumn = (column, theme, only) => {
    if (colored && colored.column === column && colored.theme === theme && colored.only === only) return;
    if (column === PLACE) paintPlace(data, theme, colors2);
    else if (column) paint(scaleOf(column, theme, only), colors2);
    else paintPlain(theme, colors2);
    colored = { column, theme, only };
    masked = null;
  };
  return {
    of(state, theme) {
      const center = nearnessCenter(state);
      if (center >= 0) {
        paintNearness(data, center, theme, styles);
        grey(masksOf(state), theme.dim, styles);
      } else {
        const column = state.colorBy === PLACE ? PLACE : data.columns.find(({ name }) => name === state.colorBy);
        paintColumn(column, theme, onlyOf(state.filters, state.colorBy));
        const masks = masksOf(state);
        if (!masked || !sameMasks(masked, masks)) {
          plain3.set(colors2);
          grey(masks, theme.dim, plain3);
          masked = masks;
        }
        styles.set(plain3);
      }
      raise2(state, styles);
      return styles;
    }
  };
}

// src/save/svg-pen.ts
function xml(text3) {
  return text3.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "�").replace(LONE, "�").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
var digits = (value) => String(Math.round(100 * value) / 100);
var ANCHORS = { center: "middle", right: "end", end: "end" };
var BASELINE = 0.35;
var SvgPen = class {
  fillStyle = "#000";
  strokeStyle = "#000";
  font = "10px sans-serif";
  globalAlpha = 1;
  lineCap = "butt";
  lineJoin = "miter";
  lineWidth = 1;
  textAlign = "start";
  textBaseline = "alphabetic";
  path = "";
  rim = null;
  parts = [];
  /** Ends of the groups begun since each `save`. */
  ends = [];
  /** The elements drawn so far. */
  get content() {
    return this.parts.join("\n");
  }
  save() {
    this.ends.push("");
  }
  /** Between `save` and `restore`. */
  scale(x, y) {
    if (x === 1 && y === 1) return;
    this.parts.push(`<g transform="scale(${x} ${y})">`);
    this.ends.push(`${this.ends.pop() ?? ""}</g>`);
  }
  /** Looks are set again by whoever draws next. */
  restore() {
    const ends3 = this.ends.pop();
    if (ends3) this.parts.push(ends3);
  }
  beginPath() {
    this.path = "";
  }
  moveTo(x, y) {
    this.path += `M${digits(x)} ${digits(y)}`;
  }
  lineTo(x, y) {
    this.path += `L${digits(x)} ${digits(y)}`;
  }
  quadraticCurveTo(controlX, controlY, x, y) {
    this.path += `Q${digits(controlX)} ${digits(controlY)} ${digits(x)} ${digits(y)}`;
  }
  closePath() {
    this.path += "z";
  }
  /** Whole circles only. */
  arc(x, y, radius) {
    const [r, d] = [digits(radius), digits(2 * radius)];
    this.path += `M${digits(x - radius)} ${digits(y)}a${r} ${r} 0 1 0 ${d} 0a${r} ${r} 0 1 0 -${d} 0z`;
  }
  roundRect(x, y, width, height, radii) {
    const r = Math.min(typeof radii === "number" ? radii : 0, width / 2, height / 2);
    const corner = (dx, dy) => `a${digits(r)} ${digits(r)} 0 0 1 ${digits(dx)} ${digits(dy)}`;
    const [across, down] = [digits(width - 2 * r), digits(height - 2 * r)];
    this.path += `M${digits(x + r)} ${digits(y)}h${across}${corner(r, r)}v${down}${corner(-r, r)}h-${across}${corner(-r, -r)}v-${down}${corner(r, -r)}z`;
  }
  fill() {
    this.parts.push(`<path d="${this.path}"${this.paint("fill", this.fillStyle)}/>`);
  }
  stroke() {
    this.parts.push(`<path d="${this.path}" fill="none"${this.outline()}/>`);
  }
  fillText(text3, x, y) {
    const rim = this.rim?.key === `${x} ${y} ${text3}` ? this.rim.look : "";
    this.rim = null;
    const look2 = this.paint("fill", this.fillStyle) + rim;
    const { size, attributes } = fontOf2(this.font);
    const down = this.textBaseline === "middle" ? BASELINE * size : 0;
    const anchor = ANCHORS[this.textAlign];
    const place2 = `x="${digits(x)}" y="${digits(y + down)}"${anchor ? ` text-anchor="${anchor}"` : ""}`;
    this.parts.push(`<text ${place2}${attributes}${look2}>${xml(text3)}</text>`);
  }
  /** The rim of the same text filled next: one element, so that who searches or copies finds each label once. */
  strokeText(text3, x, y) {
    this.rim = { key: `${x} ${y} ${text3}`, look: `${this.outline()} paint-order="stroke"` };
  }
  outline() {
    const join = this.lineJoin === "miter" ? "" : ` stroke-linejoin="${this.lineJoin}"`;
    const cap = this.lineCap === "butt" ? "" : ` stroke-linecap="${this.lineCap}"`;
    return `${this.paint("stroke", this.strokeStyle)} stroke-width="${digits(this.lineWidth)}"${join}${cap}`;
  }
  /** Old readers of SVG know no alpha inside a color. */
  paint(what, style) {
    const color2 = String(style);
    const parts = /^rgba\(([^,]+),([^,]+),([^,]+),([^)]+)\)$/.exec(color2);
    const opaque = parts ? `rgb(${parts[1].trim()}, ${parts[2].trim()}, ${parts[3].trim()})` : color2;
    const alpha = this.globalAlpha * (parts ? Number(parts[4]) : 1);
    return ` ${what}="${xml(opaque)}"${alpha < 1 ? ` ${what}-opacity="${digits(alpha)}"` : ""}`;
  }
};
function fontOf2(font) {
  const parts = /^(?:(\d+) )?([\d.]+)px/.exec(font);
  const size = Number(parts?.[2] ?? 10);
  const weight = parts?.[1] && parts[1] !== "400" ? ` font-weight="${parts[1]}"` : "";
  return { size, attributes: ` font-size="${digits(size)}"${weight}` };
}

// src/save/drawing.ts
function drawSvg(drawing) {
  const { data, frame: frame2 } = drawing;
  const { width, height, theme } = frame2;
  const pen = new SvgPen();
  drawing.write(pen);
  const [w, h] = [digits(width), digits(height)];
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="${SVG}" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" font-family="${xml(FONTS)}">
<title>${xml(visible(data.name))}</title>
<clipPath id="frame"><rect width="${w}" height="${h}"/></clipPath>
<g clip-path="url(#frame)">
<rect width="${w}" height="${h}" fill="${css(theme.land[0])}"/>
${landOf(drawing)}
${pointsOf(drawing)}
<g id="labels">
${pen.content}
</g>
</g>
</svg>
`;
}
function landOf({ camera, density, frame: frame2 }) {
  const size = `width="${digits(frame2.width)}" height="${digits(frame2.height)}"`;
  const paths = groundOf(density).map((rings, level) => {
    const d = rings.map((ring2) => curveOf(ring2, camera)).join("");
    const coast = level === 0 ? ` stroke="${css(frame2.theme.coast)}"` : "";
    return `<path d="${d}" fill="${css(frame2.theme.land[level])}"${coast}/>`;
  });
  return `<g id="ground" opacity="${digits(frame2.shade)}">
<rect ${size} fill="${css(frame2.theme.sea)}"/>
${paths.join("\n")}
</g>`;
}
function curveOf(ring2, camera) {
  const parts = [];
  const at = (x, y) => camera.toScreen(x, y).map(digits).join(" ");
  trace(ring2, {
    moveTo: (x, y) => void parts.push(`M${at(x, y)}`),
    quadraticCurveTo: (cx, cy, x, y) => void parts.push(`Q${at(cx, cy)} ${at(x, y)}`),
    closePath: () => void parts.push("Z")
  });
  return parts.join("");
}
function pointsOf({ camera, data, frame: frame2, styles }) {
  const groups = /* @__PURE__ */ new Map();
  for (let row = 0; row < data.n; row++) {
    const [x, y] = camera.toScreen(data.x[row], data.y[row]);
    if (x < -8 || y < -8 || x > frame2.width + 8 || y > frame2.height + 8) continue;
    const [r, g, b, part] = styles.subarray(4 * row, 4 * row + 4);
    const color2 = css([r, g, b]);
    const key = `${part}${color2}`;
    let group2 = groups.get(key);
    if (!group2) groups.set(key, group2 = { part, color: color2, d: [] });
    group2.d.push(`M${digits(x)} ${digits(y)}h0`);
  }
  const inOrder = [...groups.values()].sort((a, b) => a.part - b.part);
  const paths = inOrder.map(({ part, color: color2, d }) => {
    const width = digits(2 * frame2.radius * (part === STRONG ? STRONGER : 1));
    const opacity = part === STRONG ? "" : ` stroke-opacity="${digits(frame2.opacity)}"`;
    return `<path d="${d.join("")}" stroke="${color2}" stroke-width="${width}"${opacity}/>`;
  });
  return `<g id="points" fill="none" stroke-linecap="round">
${paths.join("\n")}
</g>`;
}

// src/save/picture-key.ts
var STEPS2 = 8;
var MOST_KEYED = 24;
function keyOf(data, state, theme, t) {
  if (nearnessCenter(state) >= 0) {
    const scale = nearnessScale(data.k, theme);
    const names = ends2(scale.length, t("nearest"), t("steps", { n: MOST_STEPS }));
    const entries2 = scale.map((color2, level) => ({ color: color2, name: names(level) }));
    return { title: t("trueNearness"), entries: entries2, graded: true };
  }
  if (state.colorBy === PLACE) return { title: t("placeKey"), entries: [], graded: false };
  const column = data.columns.find(({ name }) => name === state.colorBy);
  if (!column) return null;
  const title = visible(titleOf(column, state.locale));
  const entries = column.categories ? categoriesOf(column, column.categories, theme, state, t) : gradesOf(column, theme, state.locale);
  return { title, entries, graded: !column.categories };
}
function categoriesOf(column, names, theme, { filters: filters2, locale }, t) {
  const only = onlyOf(filters2, column.name);
  const { colorOf } = scaleOf(column, theme, only);
  const [slots, own2] = [slotsAmong(column, only), slotsOf(column)];
  const isLent = only.some((code) => slots[code] !== own2[code]);
  const codes = isLent ? only.filter((code) => slots[code] >= 0) : [...names.keys()].slice(0, COLORED);
  const entries = codes.map((code) => ({ color: colorOf(code), name: short(categoryOf(column, code, locale), 32) }));
  const numbered = isLent ? [] : numberedAmong(column, []).filter((code) => code >= COLORED && code < MOST_KEYED);
  const told3 = numbered.map((code) => ({
    color: theme.unknown,
    name: short(categoryOf(column, code, locale), 32),
    number: code + 1
  }));
  const left = (isLent ? only : names).length - codes.length - told3.length;
  return [...entries, ...told3, ...left > 0 ? [{ color: theme.unknown, name: t("others") }] : []];
}
function gradesOf(column, theme, locale) {
  const { colorOf, low, high } = scaleOf(column, theme);
  const say3 = (value) => written(value, 3, locale);
  const names = ends2(STEPS2, say3(low), say3(high));
  return Array.from({ length: STEPS2 }, (_, i) => ({
    color: colorOf(low + i / (STEPS2 - 1) * (high - low)),
    name: names(i)
  }));
}
var ends2 = (count2, first, last) => (i) => i === 0 ? first : i === count2 - 1 ? last : "";
var [FONT2, LINE2, INSET2, DOT, RIM3] = [12, 18, 16, 5, 1.5];
var ABOVE_CAPTION = 24;
function drawKey(pen, key, height, theme) {
  const line = key.graded ? 2 * DOT : LINE2;
  const top = height - INSET2 - ABOVE_CAPTION - (key.entries.length - 1) * line;
  takeRimmed(pen, "left", RIM3);
  pen.strokeStyle = theme.halo;
  const say3 = (text3, x, y, weight) => {
    pen.font = `${weight} ${FONT2}px ${FONTS}`;
    pen.fillStyle = theme.ink;
    writeRimmed(pen, text3, x, y);
  };
  say3(key.title, INSET2, top - LINE2, 600);
  key.entries.forEach(({ color: color2, name, number: number3 }, i) => {
    const y = top + i * line;
    if (number3 !== void 0) return say3(`${number3}  ${name}`, INSET2 - 2, y, 400);
    pen.fillStyle = css(color2);
    pen.beginPath();
    if (key.graded) pen.roundRect(INSET2, y - DOT, 2 * DOT, 2 * DOT, 0);
    else pen.arc(INSET2 + DOT, y, DOT, 0, 2 * Math.PI);
    pen.fill();
    if (name) say3(name, INSET2 + 3 * DOT + 2, y, 400);
  });
}

// src/camera/lens.ts
function under(camera, by) {
  if (by === 1) return camera;
  const { view: view2, width, height } = camera;
  return {
    view: { ...view2, scale: view2.scale / by },
    width: width / by,
    height: height / by,
    toScreen(x, y) {
      const [left, top] = camera.toScreen(x, y);
      return [left / by, top / by];
    },
    toWorld: (px, py) => camera.toWorld(px * by, py * by)
  };
}
function enlarged(box, by) {
  if (by === 1) return box;
  const { left, top, width, height } = box;
  return { ...box, left: left * by, top: top * by, width: width * by, height: height * by };
}

// src/scene/annotations.ts
var NOTE_FONT = 13;
var HEIGHT = 20;
var PADDING = 5;
var BADGE = 17;
var LEADER_FROM = 14;
var BESIDE2 = [
  [0, 0, -16],
  [0, 0, 16],
  [1, 9, 0],
  [-1, -9, 0],
  [1, 6, -15],
  [-1, -6, -15],
  [1, 6, 15],
  [-1, -6, 15]
];
var FURTHER = [40, 64, 92].flatMap((far) => [
  [0, 0, -far],
  [0, 0, far],
  [1, far, 0],
  [-1, -far, 0],
  [1, 0.6 * far, -0.6 * far],
  [-1, -0.6 * far, -0.6 * far],
  [1, 0.6 * far, 0.6 * far],
  [-1, -0.6 * far, 0.6 * far]
]);
var POINT = 5;
var EDGE2 = 22;
var STEP3 = 22;
function placeNotes(notes, data, camera, room, measure) {
  const placed = [];
  const located = notes.map((note) => {
    const [x, y] = camera.toScreen(data.x[note.row], data.y[note.row]);
    return { note, x, y };
  });
  const marked = located.filter(({ note }) => note.main || note.badge !== void 0);
  const points = marked.map(({ x, y }) => ({ left: x - POINT, top: y - POINT, width: 2 * POINT, height: 2 * POINT }));
  const free = (box) => placed.every((other) => apart(box, other));
  const clear = (box) => free(box) && points.every((point) => apart(box, point));
  const center = located.find(({ note, x, y }) => note.main && holds2(room, x, y));
  for (const { note, x, y } of located) {
    const badge = note.badge === void 0 ? 0 : BADGE;
    const width = measure(note.text) + 2 * PADDING + badge;
    if (badge && center && !holds2(room, x, y)) {
      const place2 = edgePlaces(room, center, { x, y }, width).map(
        ([px, py]) => boxAt(note, px, py, px, py, width, false)
      );
      const fitting2 = place2.find(free);
      if (fitting2) placed.push(fitting2);
      continue;
    }
    if (x < -200 || y < -40 || x > camera.width + 200 || y > camera.height + 40) continue;
    const boxes = (places) => places.map(([halves, dx, dy]) => boxAt(note, x, y, x + halves * width / 2 + dx, y + dy, width, false));
    const beside2 = boxes(BESIDE2);
    const further = badge ? boxes(FURTHER) : [];
    const fallback = badge ? boxAt(note, x, y, x, y, BADGE, true) : note.main ? beside2[0] : void 0;
    const fitting = beside2.find(clear) ?? further.find(clear) ?? beside2.find(free);
    if (fitting) placed.push(fitting);
    else if (fallback && (note.main || free(fallback))) placed.push(fallback);
  }
  return placed;
}
function holds2(room, x, y) {
  return x >= room.left && x <= room.right && y >= room.top && y <= room.bottom;
}
function edgePlaces(room, from, to, width) {
  const [halfWidth, halfHeight] = [
    Math.max(1, (room.right - room.left - width) / 2 - EDGE2),
    Math.max(1, (room.bottom - room.top) / 2 - EDGE2)
  ];
  const [middleX, middleY] = [(room.left + room.right) / 2, (room.top + room.bottom) / 2];
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const beyondX = dx === 0 ? Infinity : (Math.sign(dx) * halfWidth + middleX - from.x) / dx;
  const beyondY = dy === 0 ? Infinity : (Math.sign(dy) * halfHeight + middleY - from.y) / dy;
  const along = Math.max(0, Math.min(beyondX, beyondY, 1));
  const upright = beyondX <= beyondY;
  return [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6].map((steps) => {
    const shift = steps * (upright ? STEP3 : 0.5 * width + STEP3);
    const x = from.x + along * dx + (upright ? 0 : shift);
    const y = from.y + along * dy + (upright ? shift : 0);
    return [clamp(x, middleX - halfWidth, middleX + halfWidth), clamp(y, middleY - halfHeight, middleY + halfHeight)];
  });
}
function boxAt(note, pointX, pointY, x, y, width, badgeOnly) {
  const height = badgeOnly ? BADGE : HEIGHT;
  return { ...note, pointX, pointY, left: x - width / 2, top: y - height / 2, width, height, opacity: 1, badgeOnly };
}
function drawNotes(context, notes, colors2, fonts2) {
  context.textBaseline = "middle";
  context.strokeStyle = colors2.accent;
  context.lineWidth = 1;
  for (const note of notes) leader(context, note);
  for (const note of notes) {
    const middle = note.top + note.height / 2;
    if (!note.badgeOnly) {
      context.fillStyle = note.main ? colors2.accent : colors2.ground;
      context.beginPath();
      context.roundRect(note.left, note.top, note.width, note.height, note.height / 2);
      context.fill();
      context.fillStyle = note.main ? colors2.onAccent : colors2.ink;
      context.font = `600 ${NOTE_FONT}px ${fonts2}`;
      context.textAlign = "right";
      context.fillText(note.text, note.left + note.width - PADDING, middle + 0.5);
    }
    if (note.badge !== void 0) {
      const x = note.left + BADGE / 2 + (note.badgeOnly ? 0 : 1.5);
      context.fillStyle = colors2.accent;
      context.beginPath();
      context.arc(x, middle, BADGE / 2 - 0.5, 0, 2 * Math.PI);
      context.fill();
      context.fillStyle = colors2.onAccent;
      context.font = `700 10px ${fonts2}`;
      context.textAlign = "center";
      context.fillText(String(note.badge), x, middle + 0.5);
    }
  }
}
function leader(context, { pointX, pointY, left, top, width, height }) {
  const x = clamp(pointX, left, left + width);
  const y = clamp(pointY, top, top + height);
  if (Math.hypot(x - pointX, y - pointY) < LEADER_FROM) return;
  context.beginPath();
  context.moveTo(pointX, pointY);
  context.lineTo(x, y);
  context.stroke();
}

// src/points/outlines.ts
var MOST2 = 0.5;
function createOutlines(data) {
  const known4 = /* @__PURE__ */ new WeakMap();
  const shareOf = sharesOf(data, densityOf(data));
  return ({ colorBy, filters: filters2, mode, outlined }) => {
    const column = data.columns.find(({ name }) => name === colorBy);
    if (!outlined || mode === "distance" || !column?.categories) return [];
    const only = onlyOf(filters2, column.name);
    const found = known4.get(column) ?? /* @__PURE__ */ new Map();
    known4.set(column, found);
    const outlineOf = (code) => {
      const share = shareOf((row) => column.values[row] === code);
      return { code, rings: ringsOf(share, [MOST2])[0] };
    };
    return slotsAmong(column, only).flatMap((slot, code) => slot >= 0 && (only.length === 0 || only.includes(code)) ? [code] : []).map((code) => {
      const outline = found.get(code) ?? outlineOf(code);
      found.set(code, outline);
      return outline;
    });
  };
}

// src/scene/borders.ts
var [RIM4, WIDTH] = [4.5, 2];
function createBorders(data) {
  let outlinesOf = null;
  return (pen, camera, state, theme, seen) => {
    if (seen < 1) outlinesOf = null;
    const column = data.columns.find(({ name }) => name === state.colorBy);
    if (seen < 1 || !state.outlined || !column) return;
    outlinesOf ??= createOutlines(data);
    const { colorOf } = scaleOf(column, theme, onlyOf(state.filters, column.name));
    pen.lineJoin = "round";
    for (const { code, rings } of outlinesOf(state)) drawRings(pen, camera, rings, theme, css(colorOf(code)));
  };
}
function drawRings(pen, camera, rings, theme, color2) {
  const seen = rings.filter((ring2) => isSeen(ring2, camera));
  if (seen.length === 0) return;
  pen.beginPath();
  for (const ring2 of seen) {
    const corners = ring2.map(([x, y]) => camera.toScreen(x, y));
    trace(corners, pen);
  }
  for (const [style, width] of [
    [theme.halo, RIM4],
    [color2, WIDTH]
  ]) {
    pen.strokeStyle = style;
    pen.lineWidth = width;
    pen.stroke();
  }
}
var bounds = /* @__PURE__ */ new WeakMap();
function boundsOf2(ring2) {
  const known4 = bounds.get(ring2);
  if (known4) return known4;
  const [xs, ys] = [ring2.map(([x]) => x), ring2.map(([, y]) => y)];
  const found = { x: [Math.min(...xs), Math.max(...xs)], y: [Math.min(...ys), Math.max(...ys)] };
  bounds.set(ring2, found);
  return found;
}
function isSeen(ring2, camera) {
  const { x, y } = boundsOf2(ring2);
  const [[left, top], [right, bottom]] = [camera.toWorld(0, 0), camera.toWorld(camera.width, camera.height)];
  return x[1] >= left && x[0] <= right && y[1] >= top && y[0] <= bottom;
}

// src/scene/links.ts
var RING = 6;
var MOST_RINGS = 2e3;
function drawLinks(context, data, camera, picking, row, theme) {
  const neighbors = neighborsOf2(data, row);
  const [x, y] = camera.toScreen(data.x[row], data.y[row]);
  context.lineCap = "round";
  for (const { row: other, rank } of neighbors) {
    const [toX, toY] = camera.toScreen(data.x[other], data.y[other]);
    context.globalAlpha = 0.85 - 0.5 * (rank - 1) / Math.max(neighbors.length, 1);
    context.strokeStyle = theme.accent;
    context.lineWidth = 2.2 - 1.2 * (rank - 1) / Math.max(neighbors.length, 1);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(toX, toY);
    context.stroke();
    ring(context, toX, toY, 5);
  }
  context.globalAlpha = 1;
  const truly = new Set(neighbors.map((neighbor) => neighbor.row));
  context.strokeStyle = theme.stranger;
  context.lineWidth = 1.4;
  for (const other of picking.nearestOnMap(row, data.k)) {
    if (truly.has(other)) continue;
    const [atX, atY] = camera.toScreen(data.x[other], data.y[other]);
    cross(context, atX, atY, 4);
  }
  context.strokeStyle = theme.accent;
  context.lineWidth = 2.5;
  ring(context, x, y, 7);
}
function drawPins(context, data, camera, pins, shared, theme) {
  const places = pins.map((row) => camera.toScreen(data.x[row], data.y[row]));
  context.strokeStyle = theme.accent;
  context.lineWidth = 1.4;
  context.globalAlpha = 0.7;
  for (const { row, of } of shared) {
    const [x, y] = camera.toScreen(data.x[row], data.y[row]);
    for (const place2 of of) {
      context.beginPath();
      context.moveTo(...places[place2]);
      context.lineTo(x, y);
      context.stroke();
    }
    ring(context, x, y, 5);
  }
  context.globalAlpha = 1;
  context.lineWidth = 2.5;
  for (const [x, y] of places) ring(context, x, y, 7);
}
function drawFound(context, data, camera, rows, theme) {
  context.strokeStyle = theme.accent;
  context.lineWidth = 1.5;
  let left = MOST_RINGS;
  for (let i = 0; i < rows.length && left > 0; i++) {
    const [x, y] = camera.toScreen(data.x[rows[i]], data.y[rows[i]]);
    if (x < -RING || y < -RING || x > camera.width + RING || y > camera.height + RING) continue;
    ring(context, x, y, RING);
    left--;
  }
}
function ring(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
}
function cross(context, x, y, arm) {
  context.beginPath();
  context.moveTo(x - arm, y - arm);
  context.lineTo(x + arm, y + arm);
  context.moveTo(x + arm, y - arm);
  context.lineTo(x - arm, y + arm);
  context.stroke();
}

// src/scene/numbers.ts
var [WIDTH2, HEIGHT2] = [20, 16];
function placeNumbers(data, state, camera) {
  const column = data.columns.find(({ name }) => name === state.colorBy);
  if (!column?.categories || state.selected >= 0 || nearnessCenter(state) >= 0) return [];
  const crowds = crowdsOf(data, column);
  const placed = [];
  for (const code of numberedAmong(column, onlyOf(state.filters, column.name))) {
    const row = crowds[code] ?? -1;
    if (row < 0) continue;
    const [x, y] = camera.toScreen(data.x[row], data.y[row]);
    if (x < -WIDTH2 || y < -HEIGHT2 || x > camera.width + WIDTH2 || y > camera.height + HEIGHT2) continue;
    const box = { number: code + 1, left: x - WIDTH2 / 2, top: y - HEIGHT2 / 2, width: WIDTH2, height: HEIGHT2 };
    if (placed.every((other) => apart(box, other))) placed.push(box);
  }
  return placed;
}
function drawNumbers(pen, numbers, theme) {
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.font = `600 11px ${FONTS}`;
  pen.lineWidth = 1;
  pen.strokeStyle = theme.region;
  for (const { number: number3, left, top, width, height } of numbers) {
    pen.fillStyle = theme.panels.solid;
    pen.beginPath();
    pen.roundRect(left, top, width, height, 4);
    pen.fill();
    pen.stroke();
    pen.fillStyle = theme.ink;
    pen.fillText(String(number3), left + width / 2, top + height / 2 + 0.5);
  }
}

// src/scene/road.ts
var [RIM5, WIDTH3, STOP] = [7, 3, 5];
function drawRoad(pen, data, camera, road, theme) {
  const points = Array.from(road, (row) => camera.toScreen(data.x[row], data.y[row]));
  pen.lineCap = "round";
  pen.lineJoin = "round";
  for (const [color2, width] of [
    [theme.accentHalo, RIM5],
    [theme.accent, WIDTH3]
  ]) {
    pen.strokeStyle = color2;
    pen.lineWidth = width;
    pen.beginPath();
    points.forEach(([x, y], i) => i === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y));
    pen.stroke();
  }
  for (const [x, y] of points) {
    pen.fillStyle = theme.accentHalo;
    pen.beginPath();
    pen.arc(x, y, STOP, 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
  }
}

// src/scene/trails.ts
var [RIM6, WIDTH4, END] = [3.5, 1.5, 3.5];
var RIM_OPACITY = 0.7;
function drawTrails(pen, data, camera, trails, theme) {
  const lines = trails.map(({ row, x, y }) => [camera.toScreen(x, y), camera.toScreen(data.x[row], data.y[row])]);
  pen.lineCap = "round";
  for (const [color2, width, opacity] of [
    [theme.accentHalo, RIM6, RIM_OPACITY],
    [theme.accent, WIDTH4, 1]
  ]) {
    pen.strokeStyle = color2;
    pen.lineWidth = width;
    pen.globalAlpha = opacity;
    pen.beginPath();
    for (const [from, to] of lines) {
      pen.moveTo(...from);
      pen.lineTo(...to);
    }
    pen.stroke();
    for (const [, [x, y]] of lines) {
      pen.beginPath();
      pen.arc(x, y, END, 0, 2 * Math.PI);
      pen.stroke();
    }
  }
  pen.globalAlpha = 1;
}

// src/scene/overlay.ts
var MOST_FOUND_NOTES = 150;
function createOverlay(data, camera, labels, picking, room) {
  const measure = measureIn(
    document.createElement("canvas").getContext("2d"),
    `600 ${NOTE_FONT}px ${FONTS}`
  );
  let shown = [];
  const drawBorders = createBorders(data);
  let regions = [];
  let numbers = [];
  const draw = (pen, state, theme, hand, seen = 1) => {
    const by = enlargement(state);
    const lens = under(camera, by);
    const { left, top, right, bottom } = room();
    const free = { left: left / by, top: top / by, right: right / by, bottom: bottom / by };
    pen.save();
    pen.scale(by, by);
    const { shared } = neighborsTogether(data, state.pins);
    const notes = placeNotes(notesOf(state, data, labels, shared), data, lens, free, measure);
    const named2 = new Set(notes.filter(({ badgeOnly }) => !badgeOnly).map(({ row }) => row));
    numbers = (seen < 1 ? [] : placeNumbers(data, state, lens)).filter(
      (number3) => notes.every((note) => apart(number3, note))
    );
    const taken = [...notes, ...numbers];
    const plain3 = faded(
      seen,
      labels.visible(lens).filter((label) => !named2.has(label.row) && taken.every((other) => apart(label, other)))
    );
    const names = faded(
      seen,
      labels.regions(lens).filter((name) => taken.every((other) => apart(name, other)))
    );
    const { inkOf, nameInkOf } = inksOf(data, state, theme);
    hand.begin?.(names, nameInkOf, plain3, inkOf);
    drawBorders(pen, lens, state, theme, seen);
    hand.names(names, nameInkOf);
    const center = state.selected >= 0 ? state.selected : state.hover;
    if (state.matches) drawFound(pen, data, lens, state.matches, theme);
    if (state.pins.length > 0) drawPins(pen, data, lens, state.pins, shared, theme);
    if (state.trails) drawTrails(pen, data, lens, state.trails, theme);
    if (state.road) drawRoad(pen, data, lens, state.road, theme);
    else if (center >= 0) drawLinks(pen, data, lens, picking, center, theme);
    hand.labels(plain3, inkOf);
    drawNumbers(pen, numbers, theme);
    const colors2 = { ink: theme.ink, ground: theme.accentHalo, accent: theme.accent, onAccent: css(theme.land[0]) };
    drawNotes(pen, notes, colors2, FONTS);
    pen.restore();
    shown = [...plain3, ...notes].map((label) => enlarged(label, by));
    regions = names.map((name) => enlarged(name, by));
  };
  return {
    get shown() {
      return shown;
    },
    get regions() {
      return regions;
    },
    get numbers() {
      return numbers;
    },
    draw
  };
}
function inksOf(data, state, theme) {
  const [ink, faint, pale] = [theme.ink, theme.faint, theme.region].map((color2) => ({ color: color2, halo: theme.halo }));
  const isKept = keeper(state);
  const tinted = state.colorBy === PLACE && !data.colored && nearnessCenter(state) < 0;
  return {
    inkOf: (row) => isKept(row) ? ink : faint,
    nameInkOf({ region }) {
      if (masksOf(state).length > 0) return faint;
      return tinted ? { color: css(nameColor(data, theme, region.x, region.y)), halo: theme.halo } : pale;
    }
  };
}
function faded(seen, all) {
  return seen >= 1 ? all : seen <= 0 ? [] : all.map((one2) => ({ ...one2, opacity: seen * one2.opacity }));
}
function notesOf(state, data, labels, shared) {
  const notes = [];
  const named2 = /* @__PURE__ */ new Set();
  const add = (note) => {
    if (note.row < 0 || named2.has(note.row)) return;
    named2.add(note.row);
    notes.push(note);
  };
  const text3 = (row) => hasTwin(data, row) ? short(data.raw[row]) : labels.texts[row];
  if (state.selected >= 0) {
    add({ row: state.selected, text: text3(state.selected), main: true });
    const near = state.road ? [] : neighborsOf2(data, state.selected);
    for (const row of state.road ?? []) add({ row, text: text3(row) });
    for (const { row, rank } of near) add({ row, text: text3(row), badge: rank });
  }
  for (const row of state.pins) add({ row, text: text3(row), main: true });
  for (const { row } of shared) add({ row, text: text3(row) });
  if (state.hover >= 0) add({ row: state.hover, text: text3(state.hover), main: true });
  for (const row of state.matches?.subarray(0, MOST_FOUND_NOTES) ?? []) add({ row, text: text3(row) });
  return notes;
}

// src/scene/scene.ts
var SHADED_OCTAVES = 4;
function createScene(data, camera, points, labels, picking, canvases, room, imprint) {
  const context = canvases.overlay.getContext("2d");
  const overlay = createOverlay(data, camera, labels, picking, room);
  let ratio = 1;
  let frameMs = 0;
  let moving = false;
  let seen = 1;
  let drawn = null;
  const frameAt = (theme, atRatio) => frameOf(camera, data.n, { theme, ratio: atRatio, moving });
  const drawPoints = (frame2) => {
    if (drawn && sameFrame(drawn, frame2)) return;
    points.draw(frame2);
    drawn = frame2;
  };
  return {
    over: overlay,
    get frameMs() {
      return frameMs;
    },
    draw(state, theme) {
      const began = performance.now();
      drawPoints(frameAt(theme, ratio));
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, camera.width, camera.height);
      let complete = true;
      const begin = (...all) => complete = labels.prepare(...all, ratio * enlargement(state));
      overlay.draw(context, state, theme, { begin, ...copying(context, labels) }, seen);
      frameMs = performance.now() - began;
      return complete;
    },
    resize(width, height, newRatio) {
      ratio = newRatio;
      drawn = null;
      for (const canvas of [canvases.points, canvases.overlay]) resizeTo(canvas, width, height, ratio);
    },
    write(pen, state, theme) {
      overlay.draw(pen, state, theme, writing(pen, labels), seen);
      drawImprint(pen, imprint(theme), camera.height, theme);
    },
    setStyles(styles) {
      points.setStyles(styles);
      drawn = null;
    },
    spoil: () => void (drawn = null),
    frame: (theme) => frameAt(theme, ratio),
    snapshot(state, theme, atRatio) {
      const picture = document.createElement("canvas");
      const pen = picture.getContext("2d");
      resizeTo(picture, camera.width, camera.height, atRatio);
      resizeTo(canvases.points, camera.width, camera.height, atRatio);
      points.draw(frameAt(theme, atRatio));
      pen.drawImage(canvases.points, 0, 0);
      resizeTo(canvases.points, camera.width, camera.height, ratio);
      points.draw(frameAt(theme, ratio));
      pen.scale(atRatio, atRatio);
      overlay.draw(pen, state, theme, writing(pen, labels), seen);
      drawImprint(pen, imprint(theme), camera.height, theme);
      return picture;
    },
    moving(is) {
      moving = is;
    },
    drift(much) {
      points.setPlaces();
      [drawn, seen, moving] = [null, much, much < 1];
    }
  };
}
function frameOf(camera, n, now2) {
  const { view: view2, width, height } = camera;
  const zoom3 = view2.scale / camera.home.scale;
  const shade = clamp(1.3 - Math.log2(Math.max(zoom3, 1)) / SHADED_OCTAVES);
  return { view: view2, width, height, ...now2, shade, ...pointSize(n, width, height, zoom3) };
}
function resizeTo(canvas, width, height, ratio) {
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
}
function drawImprint(pen, { caption, key }, height, theme) {
  drawCaption(pen, caption, height, theme);
  if (key) drawKey(pen, key, height, theme);
}
function copying(context, labels) {
  return {
    names: (names, inkOf) => labels.drawNames(context, names, inkOf),
    labels: (plain3, inkOf) => labels.draw(context, plain3, inkOf)
  };
}
function writing(pen, labels) {
  return {
    names: (names, inkOf) => writeNames(pen, names, inkOf),
    labels: (plain3, inkOf) => labels.write(pen, plain3, inkOf)
  };
}
function sameFrame(one2, other) {
  const { view: view2, ...rest } = one2;
  const same2 = (key) => one2[key] === other[key];
  return view2.x === other.view.x && view2.y === other.view.y && view2.scale === other.view.scale && Object.keys(rest).every(same2);
}

// src/page/frames.ts
function createFrames(draw) {
  let pending = 0;
  const waiting = [];
  const now2 = () => {
    cancelAnimationFrame(pending);
    pending = 0;
    if (!draw()) return;
    for (const settle2 of waiting.splice(0)) settle2();
  };
  const soon = () => {
    pending ||= requestAnimationFrame(now2);
  };
  return {
    soon,
    now: now2,
    drawn: () => new Promise((resolve) => {
      waiting.push(resolve);
      soon();
    }),
    stop() {
      cancelAnimationFrame(pending);
      for (const settle2 of waiting.splice(0)) settle2();
    }
  };
}

// src/page/picture.ts
var REST_MS3 = 120;
function createPicture(needs, undo) {
  const { shell, data, store, dress, renderer = "auto", moved, takes } = needs;
  const { canvases, root: root2, surface } = shell;
  let free = { left: 0, top: 0, right: 0, bottom: 0 };
  const room = () => root2.clientWidth < 1 ? free : free = roomIn(root2);
  const pointStyles = createStyles(data);
  let stale = true;
  const styleNow = () => {
    if (!stale) return;
    stale = false;
    scene.setStyles(pointStyles.of(store.state, dress.theme));
  };
  const frames = createFrames(() => {
    styleNow();
    return scene.draw(store.state, dress.theme) && store.state.pattern !== "running";
  });
  const restyle = () => {
    stale = true;
    frames.soon();
  };
  const movement = createMovement((is) => {
    scene.moving(is);
    frames.soon();
  }, moved.tell);
  const camera = createCamera(surface, data, movement.go, takes);
  undo.push(() => {
    frames.stop();
    movement.stop();
    camera.destroy();
  });
  const picking = createPicking(data);
  const points = createPoints(canvases, data, renderer, () => {
    scene.spoil();
    frames.soon();
  });
  undo.push(() => points.destroy());
  const land = createLand(data, points, picking);
  const labels = createLabels(data, frames.soon);
  undo.push(() => labels.destroy());
  const imprint = (theme) => imprintOf(data, store.state, theme, dress.t);
  const scene = createScene(data, camera, points, labels, picking, canvases, () => free, imprint);
  return {
    camera,
    picking,
    points,
    labels,
    scene,
    frames,
    room,
    resize(width, height, ratio, covered) {
      scene.resize(width, height, ratio);
      room();
      camera.resize(width, height, covered);
      frames.now();
    },
    restyle,
    arrive: land.arrive,
    snapshot(ratio) {
      styleNow();
      return scene.snapshot(store.state, dress.theme, ratio);
    },
    drawing(theme = dress.theme) {
      const { state } = store;
      const write = (pen) => scene.write(pen, state, theme);
      const styles = pointStyles.of(state, theme);
      const drawn = drawSvg({ data, camera, density: land.density, frame: scene.frame(theme), styles, write });
      if (theme !== dress.theme) restyle();
      return drawn;
    }
  };
}
function createLand(data, points, picking) {
  let density = densityOf(data);
  points.setDensity(density);
  return {
    get density() {
      return density;
    },
    arrive() {
      density = densityOf(data);
      points.setDensity(density);
      forgetCrowds();
      picking.renew();
    }
  };
}
function imprintOf(data, state, theme, t) {
  return { caption: captionOf(data, t), key: keyOf(data, state, theme, t) };
}
function createMovement(tell, moved) {
  let resting = 0;
  return {
    go() {
      clearTimeout(resting);
      resting = window.setTimeout(() => tell(false), REST_MS3);
      tell(true);
      moved();
    },
    stop: () => clearTimeout(resting)
  };
}

// src/page/printing.ts
function followPrinting(root2, draw) {
  const print = matchMedia("print");
  let sheet = null;
  const begin = () => {
    if (sheet || root2.clientWidth < 1) return;
    const drawn = new DOMParser().parseFromString(draw(), "image/svg+xml").documentElement;
    sheet = document.importNode(drawn, true);
    sheet.setAttribute("class", "sheet");
    root2.append(sheet);
  };
  const end = () => {
    sheet?.remove();
    sheet = null;
  };
  const change = () => print.matches ? begin() : end();
  window.addEventListener("beforeprint", begin);
  window.addEventListener("afterprint", end);
  print.addEventListener("change", change);
  return () => {
    window.removeEventListener("beforeprint", begin);
    window.removeEventListener("afterprint", end);
    print.removeEventListener("change", change);
    end();
  };
}

// src/input/select-area.css
var select_area_default = ".outline,.sheet{position:absolute;inset:0;inline-size:100%;block-size:100%}.outline{pointer-events:none}.outline polygon{fill:var(--bar);stroke:var(--accent);stroke-width:1.5;stroke-linejoin:round}.sheet{cursor:crosshair;touch-action:none}\n";

// src/page/page.css
var page_default = ':host{display:block;position:relative;block-size:100%}[role=alert]{margin:0;padding:2em;max-inline-size:40em}.lexiscape{position:absolute;inset:0;overflow:hidden;background:var(--sea);color:var(--ink);--foot: 80px;--px: 1px;font:calc(14 * var(--px)) / 1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans","Hiragino Sans","Yu Gothic","Noto Sans CJK JP",sans-serif}.lexiscape[data-text="1.25"]:not(.narrow){--px: 1.25px}.lexiscape:is([data-text="1.5"],[data-text="2"]):not(.narrow){--px: 1.5px}.tight{--foot: calc(80px + var(--caption-size, 36px))}@media(pointer:coarse){.tight{--foot: calc(88px + var(--caption-size, 36px))}}.lexiscape.toured:is(.tight,.presenting){--foot: calc(var(--low) + 8px)}canvas,.surface{position:absolute;inset:0;inline-size:100%;block-size:100%}.surface{cursor:grab;touch-action:none;outline:none}.surface:active{cursor:grabbing}.surface:focus-visible{box-shadow:inset 0 0 0 2px var(--focus)}.panel{position:absolute;box-sizing:border-box;background:var(--paper);border:1px solid var(--line);border-radius:12px;box-shadow:0 1px 2px #0000000a,0 6px 24px #00000012;backdrop-filter:blur(8px)}button,input,select{font:inherit;color:inherit}button{border:0;background:none;cursor:pointer;border-radius:8px}button:hover{background:var(--hover)}:is(button,input,select,a,h2):focus-visible{outline:2px solid var(--focus);outline-offset:1px}[hidden]{display:none!important}.icon{inline-size:20px;block-size:20px;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}.icon-theme{fill:currentColor;fill-rule:evenodd;stroke-width:0}.sheet{display:none}@media print{.lexiscape{background:none;print-color-adjust:exact}.lexiscape>*{display:none!important}.lexiscape>.sheet{display:block!important;position:absolute;inset:0;inline-size:100%;block-size:100%}}@media(forced-colors:active){.swatch,.bars span,.cells span{forced-color-adjust:none}.swatch{border:1px solid CanvasText}.range::after,.band{border-block-end:2px solid CanvasText}.band{border-color:Highlight}.neighbors .bar{border:1px solid GrayText}[aria-pressed=true]{outline:2px solid Highlight;outline-offset:-2px}.surface:focus-visible{outline:2px solid Highlight;outline-offset:-2px}.off{text-decoration:line-through}}.lexiscape.strip{position:static;overflow:visible;background:none}.strip .left,.strip .controls{position:relative;inset:auto;inline-size:auto}.strip .left>.panel{inline-size:100%;max-block-size:420px;margin:0}.strip .left>.legend{max-block-size:none}.strip .controls{flex-wrap:wrap;margin-block-start:12px}.strip .controls .group{flex-wrap:wrap}.strip .controls .group>button{flex:none}.left{position:absolute;inset:16px;display:flex;flex-direction:column;align-items:flex-start;gap:12px;pointer-events:none}.left>.panel{position:relative;inline-size:min(288px,100%);pointer-events:auto}.head{display:flex;align-items:center;gap:8px;color:var(--soft);font-size:calc(12 * var(--px))}ul,ol{list-style:none;margin:0;padding:0}.value{margin-inline-start:auto;color:var(--soft);font-variant-numeric:tabular-nums;font-size:calc(12 * var(--px))}.close{position:absolute;inset-block-start:8px;inset-inline-end:8px;inline-size:32px;block-size:32px;font-size:calc(18 * var(--px));line-height:1;color:var(--soft);display:grid;place-items:center}[aria-pressed=true]{background:var(--hover);font-weight:600}.controls{inset-block-end:16px;inset-inline-end:16px;display:flex;padding:4px}.raised{z-index:4}.group{display:flex;gap:2px;position:relative}.group+.group{margin-inline-start:5px;padding-inline-start:5px;border-inline-start:1px solid var(--line)}.controls .group>button{display:grid;place-items:center;inline-size:36px;block-size:36px;padding:0;font-size:calc(15 * var(--px));line-height:1}.stacked .left{inset-block-end:74px;gap:8px}.phone{--left-end: calc(var(--docked, 0px) + 8px)}.narrow{--left-end: calc(var(--docked, 0px) + var(--buttons, 46px) + 16px)}.phone .left{inset:8px 8px var(--left-end);gap:8px}.short .left{inset-inline-end:auto;inline-size:288px}.lexiscape.phone .dock{inset-block:auto var(--below, 0px);inset-inline:0;z-index:3;box-sizing:border-box;inline-size:auto;max-inline-size:none;margin:0;border-width:1px 0 0;border-radius:12px 12px 0 0}.lexiscape.phone .left>.dock{position:absolute;inset-block-end:calc(var(--below, 0px) - var(--left-end));inset-inline:-8px;inline-size:auto}.lexiscape.short .dock{inset-inline-end:308px}.lexiscape.short .left>.dock{inline-size:calc(var(--width, 740px) - 308px)}.handle{display:none}.phone .handle{display:grid}.fold.handle[aria-expanded=false] .icon{transform:rotate(180deg)}.fold.handle[aria-expanded=true] .icon{transform:none}.narrow .left>.panel{inline-size:100%}.phone .controls{inset-block-end:calc(8px + var(--docked, 0px));inset-inline:8px;justify-content:space-between}.short .controls{inset-block-end:8px;inset-inline-start:auto;flex-wrap:wrap;inline-size:292px}.narrow .controls .group{flex:1 1 auto}.narrow .controls .group>button{flex:1 1 36px;min-inline-size:24px;inline-size:auto;padding-inline:0}.narrow .group+.group{margin-inline-start:3px;padding-inline-start:3px}.compact .controls{flex-wrap:wrap}.compact .controls .group{display:contents}.compact .controls .group>button{flex:1 1 44px;min-inline-size:44px}.compact .controls:not(.all) .group>.rare{display:none}@media(pointer:coarse){:is(button,select,summary,.query,.sought){box-sizing:border-box;min-block-size:44px;min-inline-size:44px}.controls .group>button{inline-size:44px;block-size:44px}.stacked .left{inset-block-end:82px}}\n';

// src/page/styles.ts
function stylesOf(panels = /* @__PURE__ */ new Set([...PANELS, ...EMBEDDED])) {
  return [PROPERTIES, page_default, select_area_default, ...[...panels].flatMap(({ styles }) => styles ?? [])].join("\n");
}

// src/page/shell.ts
function createShell(shadow, outside = null) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(stylesOf());
  for (const place2 of [shadow, outside]) if (place2) place2.adoptedStyleSheets = [sheet];
  const canvases = {
    points: el("canvas", { "aria-hidden": "true" }),
    overlay: el("canvas", { "aria-hidden": "true" })
  };
  const surface = el("div", { class: "surface", tabindex: 0, role: "application" });
  const left = el("div", { class: "left" });
  const bar = el("div", { class: "panel controls", role: "toolbar" });
  const root2 = el("div", { class: "lexiscape", dir: "ltr" }, canvases.points, canvases.overlay, surface);
  shadow.replaceChildren(root2);
  if (!outside) {
    root2.append(left, bar);
    return { root: root2, roots: [root2], canvases, surface, left, bar };
  }
  const strip = el("div", { class: "lexiscape strip", dir: "ltr" }, left, bar);
  outside.replaceChildren(strip);
  return { root: root2, roots: [root2, strip], canvases, surface, left, bar };
}

// src/page/mount.ts
var STEP4 = 4096;
var contexts = /* @__PURE__ */ new WeakMap();
function mount(element, data, options = {}) {
  const shadow = element.shadowRoot ?? element.attachShadow({ mode: "open" });
  const undo = [];
  try {
    return build(shadow, data, options, undo);
  } catch (error) {
    takeAway(undo);
    throw error;
  }
}
function takeAway(undo) {
  for (const step of undo.splice(0).reverse()) step();
}
function build(shadow, data, options, undo) {
  const { embed = false, scrolls = embed || isFramed() } = options;
  const { shell, panels, bare, edges } = shellFor(shadow, options);
  undo.push(() => shadow.replaceChildren());
  const search = createSearch(data);
  const store = createStore(
    { ...INITIAL, locale: browserLocale(), colorBy: firstOf(data, options) },
    consequences(data, search)
  );
  const [moved, dressed] = [createListeners(), createListeners()];
  const dress = createDress(shell, data, store, dressed);
  const takes = (event) => !scrolls || takesWheel(event, shell.surface);
  const picture = createPicture({ shell, data, store, dress, renderer: options.renderer, moved, takes }, undo);
  const { camera, frames, labels, picking, points, scene } = picture;
  const addressed = hasAddress(options);
  let following = null;
  const linkNow = () => {
    following?.catchUp();
    return location.href;
  };
  const parts = {
    shell,
    data,
    search,
    store,
    dress,
    picture,
    moved,
    dressed,
    takesWheel: takes,
    partners: () => (options.partners?.() ?? []).flatMap((handle2) => contexts.get(handle2) ?? []),
    linkable: addressed,
    link: linkNow,
    fit: () => fit.now(),
    relabel: async () => labeling.renew()
  };
  const context = contextOf(parts);
  const fit = fitTo(shell.root, data.n, () => edges(store.state), picture.resize);
  undo.push(fit.stop);
  for (const panel of panels) undo.push(panel.start(context));
  const labeling = labelMap(data, store, labels, camera, picking, frames.soon);
  undo.push(() => labeling.stop());
  undo.push(
    listenToKeys(context, options.address && !bare),
    listenToAreas(context),
    // before the pointer: it takes the events of its drags
    listenToPointer(context),
    ...followChoices(parts),
    store.on(["presenting"], ({ presenting }) => {
      for (const root2 of shell.roots) root2.classList.toggle("presenting", presenting);
      fit.now();
    })
  );
  dress.put();
  fit.now();
  undo.push(followCovers(shell, picture, fit.now));
  undo.push(followPrinting(shell.root, () => picture.drawing(LIGHT)));
  undo.push(prepareAfter(labeling.ready, data, search));
  if (addressed) {
    following = followAddress(context, options.note);
    undo.push(following.stop);
  }
  const all = { context, points, scene, labels, labeling, drawn: frames.drawn, destroy: () => takeAway(undo) };
  const handle = handleOf(all);
  contexts.set(handle, context);
  return handle;
}
function prepareAfter(labels, data, search) {
  let gone = false;
  let stop2 = () => void 0;
  void labels.then(() => {
    if (gone) return;
    stop2 = whenIdle(
      () => learnTwins(data, STEP4),
      () => search.prepare(STEP4)
    );
  });
  return () => {
    gone = true;
    stop2();
  };
}
function shellFor(shadow, { panels: place2, embed = false, more = [] }) {
  const bare = place2 !== void 0;
  const holder = place2 ?? document.createElement("div");
  const shell = createShell(shadow, bare ? holder.shadowRoot ?? holder.attachShadow({ mode: "open" }) : null);
  shell.root.classList.toggle("bare", bare || embed);
  shell.root.classList.toggle("embed", embed);
  shell.bar.hidden = embed;
  const edges = ({ presenting }) => bare || presenting ? NOTHING2 : embed ? SEARCH : null;
  const all = embed ? EMBEDDED : [...PANELS, ...more];
  return {
    shell,
    panels: all.filter(({ lone, shared }) => (place2 !== null || !shared) && !(bare && lone)),
    bare,
    edges
  };
}
function firstOf({ columns: columns2 }, { colorBy }) {
  return columns2.find(({ name }) => name === colorBy)?.name ?? (columns2.length > 0 ? PLACE : "");
}
function hasAddress({ address }) {
  return address === true && location.protocol !== "about:";
}
function isFramed() {
  return window.parent !== window;
}
function followChoices({ shell, store, dress, dressed, picture }) {
  const { frames, restyle } = picture;
  return [
    dress.follow(),
    dressed.on(restyle),
    store.on(["colorBy", "columns", "masks", "matches", "pattern", "selected", "landed", "mode"], restyle),
    store.on(["textSize", "presenting"], (state) => {
      for (const root2 of shell.roots) root2.dataset.text = String(state.textSize);
      limitTo(picture.labels, picture.camera, state);
      frames.soon();
    }),
    store.on(["outlined"], () => frames.soon()),
    store.on(["hover"], ({ mode }) => mode === "distance" ? restyle() : frames.soon())
  ];
}
function contextOf(parts) {
  const { shell, data, search, store, dress, picture, moved, dressed, takesWheel: takesWheel2, partners, linkable, link: link2 } = parts;
  const { root: root2, roots, left, bar, surface } = shell;
  const { camera, labels, picking, scene, room, snapshot, drawing } = picture;
  const read = (...bounds2) => {
    const [left2, top, right, bottom, scale] = bounds2;
    const count2 = labels.count(left2, top, right, bottom, scale / enlargement(store.state));
    return Number.isNaN(count2) ? picking.within(left2, top, right, bottom).length : count2;
  };
  const context = {
    data,
    store,
    camera,
    picking,
    search,
    root: root2,
    roots,
    left,
    bar,
    surface,
    takesWheel: takesWheel2,
    get theme() {
      return dress.theme;
    },
    get t() {
      return dress.t;
    },
    visibleLabels: () => scene.over.shown,
    visibleRegions: () => scene.over.regions,
    places: () => labels.places,
    select(row) {
      store.set({ selected: row, hover: -1 });
      const view2 = row < 0 ? null : uncovered(data, row, camera, room());
      if (view2) camera.fly(view2);
    },
    goTo(row) {
      store.set({ selected: row, hover: -1 });
      if (row < 0) return;
      const view2 = () => framed(data, row, camera, room(), read);
      if (camera.sized) camera.fly(view2());
      else camera.look(view2);
    },
    goToRegion: ({ region }) => camera.fly(framedPlace(region, camera, room())),
    goToStop: (place2) => camera.fly(place2 ? framedPlace(place2, camera, room(), camera.home.scale) : camera.home),
    goToAll(rows) {
      if (rows.length > 1) camera.fly(framedAll(data, rows, camera, room()));
      else if (rows.length === 1) context.goTo(rows[0]);
    },
    putColumn: (column, place2 = -1) => putColumn(parts, column, place2),
    paint: (column) => paint3(context, column),
    fit: parts.fit,
    ...movesOf(parts),
    partners,
    offers: {},
    linkable,
    link: link2,
    snapshot,
    drawing: () => drawing(),
    onView: moved.on,
    onDress: dressed.on
  };
  return context;
}
function putColumn({ data, store, dressed }, column, place2) {
  const columns2 = data.columns;
  const [before] = place2 < 0 ? [] : columns2.splice(place2, 1, column);
  if (place2 < 0) columns2.push(column);
  const same2 = before?.name === column.name && before.title === column.title && before.help === column.help;
  if (same2 && !before.categories && !column.categories) store.set({ columns: store.state.columns + 1 });
  else dressed.tell();
}
function paint3({ data, store, putColumn: putColumn2 }, column) {
  setFilter(store, column.name, null);
  putColumn2(
    column,
    data.columns.findIndex(({ name }) => name === column.name)
  );
  store.set({ colorBy: column.name, mode: "column" });
}
function movesOf({ data, store, dressed, picture, relabel }) {
  const redraw = (seen) => {
    picture.scene.drift(seen);
    picture.frames.soon();
  };
  return {
    drift(x, y, seen) {
      data.x.set(x);
      data.y.set(y);
      redraw(seen);
    },
    async settle(still) {
      become(data, still);
      picture.arrive();
      redraw(0);
      const { filters: filters2 } = store.state;
      const asked = Object.keys(filters2).length > 0;
      store.set({ hover: -1, filters: asked ? { ...filters2 } : filters2 });
      dressed.tell();
      await relabel();
    }
  };
}
function followCovers({ root: root2 }, { room, frames }, fit) {
  const covers = new ResizeObserver(() => {
    fit();
    room();
    frames.soon();
  });
  root2.querySelectorAll(".panel, .caption").forEach((panel) => covers.observe(panel));
  return () => covers.disconnect();
}

// src/page/widget.ts
var REST_MS4 = 150;
async function render({ model, el: el2 }) {
  const frame2 = el("div", { class: "lexiscape-widget" });
  frame2.style.cssText = `position: relative; width: 100%; height: ${Number(model.get("height"))}px;`;
  el2.replaceChildren(frame2);
  let data;
  let handle;
  try {
    data = await decode(bytesOf(model.get("_data")));
    handle = mount(frame2, data);
  } catch (error) {
    showAlert(frame2, reasonOf(error, translator(browserLocale())));
    console.error(error);
    return () => void 0;
  }
  const keep = (event) => event.stopPropagation();
  for (const name of ["keydown", "keyup", "keypress"]) frame2.addEventListener(name, keep);
  frame2.dataset.lmSuppressShortcuts = "true";
  frame2.lexiscape = handle;
  const stops = [...follow(model, handle, data)];
  return () => {
    for (const stop2 of stops) stop2();
    handle.destroy();
  };
}
function* follow(model, handle, data) {
  const rowOf2 = new Map(Array.from(data.ids, (id2, row) => [id2, row]));
  const idOf = (row) => row < 0 ? null : data.ids[row];
  const rowOfId = (id2) => typeof id2 === "number" ? rowOf2.get(id2) ?? -1 : -1;
  const { tell, hear, isHearing } = talkTo(model);
  const sized = () => handle.size.width > 0;
  const show2 = {
    _painted(value) {
      const column = columnOf(value, data.n);
      if (column) handle.paint(column);
    },
    filters: (value) => handle.set({ filters: filtersOf2(value, data) }),
    selection: (value) => handle.set({ picked: rowsOf2(value, rowOf2) }),
    pins: (value) => handle.set({ pins: [...rowsOf2(value, rowOf2) ?? []] }),
    selected: (value) => handle.select(rowOfId(value)),
    hovered: (value) => handle.set({ hover: rowOfId(value) }),
    color: (value) => handle.set({ colorBy: String(value) }),
    search: (value) => handle.set({ query: String(value ?? "") }),
    view(value) {
      if (value && told3 && same(value, told3)) return;
      told3 = null;
      look(handle, data, value);
    }
  };
  let told3 = null;
  const tellView = () => {
    const seen2 = windowOf(handle, data);
    if (told3 && same(seen2, told3)) return;
    told3 = seen2;
    tell("view", seen2);
  };
  show2._painted(model.get("_painted"));
  if (model.get("filters")) show2.filters(model.get("filters"));
  if (model.get("color")) show2.color(model.get("color"));
  else tell("color", handle.state.colorBy);
  if (model.get("search")) show2.search(model.get("search"));
  if (bytesOf(model.get("selection")).byteLength > 0) show2.selection(model.get("selection"));
  if (bytesOf(model.get("pins")).byteLength > 0) show2.pins(model.get("pins"));
  if (model.get("selected") !== null) show2.selected(model.get("selected"));
  if (model.get("view")) show2.view(model.get("view"));
  else if (sized()) tellView();
  for (const [name, apply] of Object.entries(show2)) yield hear(name, apply);
  let before = handle.state;
  yield handle.on("state", (now2) => {
    const then = before;
    before = now2;
    if (now2.picked !== then.picked) tell("selection", idsOf2(now2.picked, data));
    if (now2.pins !== then.pins) tell("pins", idsOf2(now2.pins, data));
    if (now2.selected !== then.selected) tell("selected", idOf(now2.selected));
    if (now2.hover !== then.hover) tell("hovered", idOf(now2.hover));
    if (now2.colorBy !== then.colorBy) tell("color", now2.colorBy);
    if (now2.query !== then.query) tell("search", now2.query);
    if (now2.filters !== then.filters) tell("filters", toldFilters(now2.filters, data.columns));
  });
  let resting = 0;
  let seen = sized();
  yield handle.on("view", () => {
    clearTimeout(resting);
    const came = seen || !model.get("view");
    seen = sized();
    if (came && seen && !isHearing()) resting = window.setTimeout(tellView, REST_MS4);
  });
  yield () => clearTimeout(resting);
}
function talkTo(model) {
  let telling = false;
  let hearing = false;
  const tell = (name, value) => {
    telling = true;
    model.set(name, value);
    telling = false;
    model.save_changes();
  };
  const hear = (name, apply) => {
    const listener = () => {
      if (telling) return;
      hearing = true;
      try {
        apply(model.get(name));
      } finally {
        hearing = false;
      }
    };
    model.on(`change:${name}`, listener);
    return () => model.off(`change:${name}`, listener);
  };
  return { tell, hear, isHearing: () => hearing };
}
function bytesOf(value) {
  if (value instanceof DataView) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return value instanceof Uint8Array ? value : new Uint8Array(0);
}
function same(a, b) {
  return a.every((end, i) => end === b[i]);
}
function idsOf2(rows, data) {
  return new DataView(Float64Array.from(rows ?? [], (row) => data.ids[row]).buffer);
}
function rowsOf2(value, rowOf2) {
  const ids = new Float64Array(bytesOf(value).slice().buffer);
  const rows = Array.from(ids, (id2) => rowOf2.get(id2)).filter((row) => row !== void 0);
  return rows.length > 0 ? Uint32Array.from(rows) : null;
}
function columnOf(value, n) {
  const { name, title, help, categories, values } = value ?? {};
  const bytes = bytesOf(values);
  if (typeof name !== "string" || bytes.byteLength !== 4 * n) return null;
  const { buffer } = bytes.slice();
  return {
    name,
    title: String(title),
    help: String(help),
    categories: Array.isArray(categories) ? categories.map(String) : null,
    values: Array.isArray(categories) ? new Uint32Array(buffer) : new Float32Array(buffer),
    listed: true
  };
}
function filtersOf2(value, { columns: columns2 }) {
  const all = fieldsOf(value);
  const filters2 = columns2.flatMap((column) => {
    const told3 = own(all, column.name);
    return Array.isArray(told3) ? [[column.name, heardFilter(column, told3)]] : [];
  });
  return Object.fromEntries(filters2);
}
function windowOf(handle, { origin, step, height }) {
  const { x, y, scale } = handle.view;
  const [wide, high] = [handle.size.width / scale / 2, handle.size.height / scale / 2];
  const up = height - y;
  return [
    origin[0] + step * (x - wide),
    origin[0] + step * (x + wide),
    origin[1] + step * (up - high),
    origin[1] + step * (up + high)
  ];
}
function look(handle, { origin, step, height }, value) {
  if (!value) return handle.home();
  const [x0, x1, y0, y1] = value;
  if (!(x0 < x1 && y0 < y1)) return;
  handle.look(() => ({
    x: ((x0 + x1) / 2 - origin[0]) / step,
    y: height - ((y0 + y1) / 2 - origin[1]) / step,
    scale: Math.min(handle.size.width * step / (x1 - x0), handle.size.height * step / (y1 - y0))
  }));
}

// src/report/linked.ts
var SHARED = [
  "hover",
  "selected",
  "query",
  "picked",
  "pins",
  "filters",
  "outlined",
  "colorBy",
  "mode",
  "tool",
  "textSize",
  "presenting",
  "theme",
  "locale"
];
function linkMaps(a, b, together) {
  let busy = false;
  const quietly = (act) => {
    if (busy) return;
    busy = true;
    try {
      act();
    } finally {
      busy = false;
    }
  };
  const follow2 = (from, to) => {
    let before = from.state;
    return [
      from.on("state", (state) => {
        const changed = SHARED.filter((key) => state[key] !== before[key]);
        before = state;
        if (changed.length > 0) quietly(() => to.set(sharedOf(from, to, changed)));
      }),
      from.on("view", (view2) => {
        if (together()) quietly(() => to.look(sameView(view2, from, to)));
      })
    ];
  };
  const stops = [...follow2(a, b), ...follow2(b, a)];
  return () => stops.forEach((stop2) => stop2());
}
function sharedOf(from, to, keys = SHARED) {
  const { state } = from;
  const shared = Object.fromEntries(keys.map((key) => [key, state[key]]));
  if (state.colorBy !== PLACE && !to.data.columns.some(({ name }) => name === state.colorBy)) delete shared.colorBy;
  if (shared.filters) {
    const common = (name) => sameColumn(name, from.data, to.data);
    const kept = Object.entries(to.state.filters).filter(([name]) => !common(name));
    const sent = Object.entries(shared.filters).filter(([name]) => common(name));
    shared.filters = Object.fromEntries([...kept, ...sent]);
  }
  return shared;
}
function sameColumn(name, a, b) {
  const [one2, other] = [a, b].map(({ columns: columns2 }) => columns2.find((column) => column.name === name));
  return one2 !== void 0 && other !== void 0 && String(one2.categories) === String(other.categories);
}
function sameView(view2, from, to) {
  const [ax, ay] = from.data.origin;
  const [bx, by] = to.data.origin;
  const x = ax + from.data.step * view2.x;
  const y = ay + from.data.step * (from.data.height - view2.y);
  return {
    x: (x - bx) / to.data.step,
    y: to.data.height - (y - by) / to.data.step,
    scale: view2.scale / from.data.step * to.data.step
  };
}

// src/report/report.css
var report_default = "html,body{block-size:auto}#lexiscape{position:static;padding:16px 20px 48px;max-inline-size:1800px;margin-inline:auto}#lexiscape>p{padding:2em}h1{font-size:1.4rem;margin:0}h2{font-size:1rem;margin:0 0 6px}header p{margin:4px 0 0}.warning{font-weight:600}.bar{display:flex;flex-wrap:wrap;gap:8px 32px;margin-block:12px}.maps{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(440px,100%),1fr));gap:16px}.panels{block-size:auto;grid-column:1 / -1}@media(min-width:1100px){.maps{grid-template-columns:264px 1fr 1fr}.panels{grid-column:auto}}.map{position:relative;block-size:min(72vh,760px)}.note,figcaption{font-size:0.85rem;margin:6px 0 0;opacity:0.75}.details{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(520px,100%),1fr));gap:24px;margin-block-start:24px}.table{overflow-x:auto}table{border-collapse:collapse;inline-size:100%;font-size:0.9rem}caption{text-align:start;font-weight:600;padding-block-end:6px}th,td{text-align:start;padding:3px 12px 3px 0;border-block-end:1px solid color-mix(in srgb,currentColor 15%,transparent);font-variant-numeric:tabular-nums;vertical-align:top}td:first-child{white-space:nowrap}td button{all:unset;cursor:pointer;text-decoration:underline}td button:focus-visible{outline:2px solid currentColor}td small{display:block;white-space:normal;opacity:0.7}.score{display:flex;align-items:center;gap:10px}.meter{position:relative;inline-size:96px;block-size:8px;border-radius:4px;background:color-mix(in srgb,currentColor 12%,transparent)}.meter .bar{position:absolute;inset-block:0;margin:0;border-radius:4px;background:#0072b2}.meter .chance{position:absolute;inset-block:-3px;inline-size:2px;background:currentColor}.words bdi{margin-inline-end:0.3em}figure{margin:0}svg text{font-size:12px;fill:currentColor}svg .grid{stroke:currentColor;opacity:0.15}svg .current{stroke:currentColor;stroke-dasharray:3 3;opacity:0.5}svg .line{fill:none;stroke-width:2}svg .null{fill:currentColor;opacity:0.18}\n";

// src/report/report-text.ts
function say2(key, values = {}) {
  return filled(languageOf(browserLocale()).report[key], values);
}
function isKey(name) {
  return Object.hasOwn(languageOf(browserLocale()).report, name);
}

// src/report/score-card.ts
function scoreTable(pair) {
  const rows = pair.scores.map((score) => [
    el("span", {}, score.name, el("small", {}, meaningOf(score.name))),
    el("span", { class: "score" }, meter(score), score.value.toFixed(3)),
    `${score.low.toFixed(3)} – ${score.high.toFixed(3)}`,
    `${fixed(score.null)} ± ${fixed(score.null_sd)}`
  ]);
  return table(say2("scores"), [say2("score"), say2("value"), say2("interval"), say2("chance")], rows);
}
function meaningOf(name) {
  const [, measure, mark2, k] = /^(.*?)([@:])(\d+)$/.exec(name) ?? [];
  const key = k ? `${measure}${mark2}` : name;
  return isKey(key) ? say2(key, k ? { k } : {}) : "";
}
function meter({ value, null: chance }) {
  const [bar, mark2] = [el("span", { class: "bar" }), el("span", { class: "chance" })];
  bar.style.inlineSize = percent(value);
  mark2.style.insetInlineStart = percent(chance);
  return el("span", { class: "meter", "aria-hidden": "true" }, bar, mark2);
}
function geometryTable(spaces) {
  const names = Object.keys(spaces[0].geometry).filter(
    (name) => spaces.some((space) => own(space.geometry, name) != null)
  );
  const rows = spaces.map((space) => [space.name, ...names.map((name) => own(space.geometry, name)?.toFixed(3) ?? "")]);
  return table(say2("geometry"), [say2("space"), ...names.map((name) => isKey(name) ? say2(name) : name)], rows);
}
function lackingList(spaces) {
  const families = [...new Set(spaces.flatMap((space) => space.traits_not_measured.map(({ name }) => name)))];
  const items = families.flatMap((family) => {
    const told3 = spaces.map((space) => reasonOf2(space.traits_not_measured.find(({ name }) => name === family)));
    if (new Set(told3).size === 1) return [`${family}: ${told3[0]}`];
    return spaces.flatMap((space, i) => told3[i] ? [`${family} (${short(space.name)}): ${told3[i]}`] : []);
  });
  if (items.length === 0) return null;
  return el(
    "div",
    { class: "note" },
    el("p", {}, say2("notMeasured")),
    el("ul", {}, ...items.map((item2) => el("li", {}, item2)))
  );
}
function reasonOf2(one2) {
  if (!one2) return "";
  const key = `lacking:${one2.why}`;
  const { have, need } = one2;
  return isKey(key) ? say2(key, { have, need, lacking: one2.lacking.join(", ") }) : one2.reason;
}
function traitTable(spaces) {
  const known4 = new Map(spaces.flatMap((space) => space.traits.map((trait) => [trait.name, trait])));
  if (known4.size === 0) return null;
  const rows = [...known4.values()].map(({ name, source }) => [
    el("span", {}, name, el("small", {}, meaningOf(name)), el("small", { class: "source" }, source)),
    ...spaces.map((space) => traitCell(space.traits.find((trait) => trait.name === name)))
  ]);
  return table(say2("traits"), [say2("trait"), ...spaces.map((space) => space.name)], rows);
}
function traitCell(trait) {
  if (!trait) return "";
  const chance = {
    null: fixed(trait.null),
    sd: fixed(trait.null_sd),
    count: writtenWhole(trait.count, browserLocale())
  };
  return el("span", {}, trait.value.toFixed(3), el("small", {}, say2("traitChance", chance)));
}
function listsOf(pair, go) {
  return ["moved", "kept"].map((which) => {
    const [listed2, tie] = which === "moved" ? [pair.moved_most, pair.moved_most_tie] : [pair.kept_most, pair.kept_most_tie];
    const rows = listed2.map((item2) => [
      tokenButton2(item2, go),
      item2.overlap.toFixed(1),
      words2(item2.before),
      words2(item2.after)
    ]);
    const box = table(say2(which), [say2("token"), say2("overlap"), say2("before"), say2("after")], rows);
    if (tie) box.append(el("p", { class: "note" }, say2("tie", { ...tie, value: tie.value.toFixed(1) })));
    return box;
  });
}
function tokenButton2(item2, go) {
  const button2 = el("button", { type: "button" }, el("bdi", {}, short(item2.token)));
  button2.addEventListener("click", () => go(item2.row));
  return button2;
}
function words2(tokens2) {
  const list2 = el("span", { class: "words" });
  for (const token2 of tokens2) list2.append(el("bdi", {}, short(token2)), " ");
  return list2;
}
function table(title, head, rows) {
  return el(
    "div",
    { class: "table" },
    el(
      "table",
      {},
      el("caption", {}, title),
      el("thead", {}, el("tr", {}, ...head.map((text3) => el("th", { scope: "col" }, text3)))),
      el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map((cell2) => el("td", {}, cell2)))))
    )
  );
}

// src/report/score-plot.ts
var WIDTH5 = 640;
var HEIGHT3 = 300;
var EDGE3 = { left: 44, right: 120, top: 12, bottom: 40 };
function scorePlot(report, current) {
  const svg = shape("svg", { viewBox: `0 0 ${WIDTH5} ${HEIGHT3}`, role: "img", "aria-label": say2("byLayer") });
  const count2 = report.pairs.length;
  const x = (i) => EDGE3.left + i * (WIDTH5 - EDGE3.left - EDGE3.right) / Math.max(count2 - 1, 1);
  const y = (value) => {
    const inside2 = clamp(value);
    return EDGE3.top + (1 - inside2) * (HEIGHT3 - EDGE3.top - EDGE3.bottom);
  };
  for (const tick of [0, 0.25, 0.5, 0.75, 1]) {
    svg.append(shape("line", { class: "grid", x1: x(0), x2: x(count2 - 1), y1: y(tick), y2: y(tick) }));
    svg.append(text2(String(tick), EDGE3.left - 8, y(tick) + 4, "end"));
  }
  svg.append(shape("line", { class: "current", x1: x(current), x2: x(current), y1: y(0), y2: y(1) }));
  for (let i = 0; i < count2; i++) svg.append(text2(shortName(report, i), x(i), HEIGHT3 - EDGE3.bottom + 18, "middle"));
  const names = report.pairs[0].scores.map(({ name }) => name);
  const last = [];
  for (const [order, name] of names.entries()) {
    const color2 = Tableau10[order % Tableau10.length];
    const scores = report.pairs.map((pair) => pair.scores.find((score) => score.name === name));
    const band = [
      ...scores.map((score, i) => `${x(i)},${y(score.null + 2 * score.null_sd)}`),
      ...scores.map((score, i) => `${x(i)},${y(score.null - 2 * score.null_sd)}`).reverse()
    ];
    svg.append(shape("polygon", { class: "null", points: band.join(" ") }));
    svg.append(
      shape("polyline", {
        class: "line",
        stroke: color2,
        points: scores.map((s, i) => `${x(i)},${y(s.value)}`).join(" ")
      })
    );
    for (const [i, score] of scores.entries()) {
      svg.append(shape("line", { stroke: color2, x1: x(i), x2: x(i), y1: y(score.low), y2: y(score.high) }));
      svg.append(shape("circle", { fill: color2, cx: x(i), cy: y(score.value), r: 3 }));
    }
    last.push({ name, color: color2, at: y(scores[count2 - 1].value) });
  }
  let free = EDGE3.top;
  for (const { name, color: color2, at } of last.sort((a, b) => a.at - b.at)) {
    free = Math.max(at, free);
    svg.append(shape("circle", { fill: color2, cx: x(count2 - 1) + 14, cy: free, r: 4 }));
    svg.append(text2(name, x(count2 - 1) + 24, free + 4, "start"));
    free += 15;
  }
  return el("figure", {}, svg, el("figcaption", {}, say2("byLayer")));
}
function shortName(report, i) {
  const words3 = report.spaces[i + 1].name.split(/\s+/);
  const last = words3[words3.length - 1];
  return last.length <= 8 ? last : String(i + 1);
}
function text2(content, x, y, anchor) {
  const label = shape("text", { x, y, "text-anchor": anchor });
  label.textContent = content;
  return label;
}
function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

// src/report/report.ts
async function openReport() {
  const element = document.getElementById("lexiscape");
  if (!element || element.querySelector("[role=alert]")) return;
  addStyles(document, report_default);
  document.documentElement.lang = browserLocale();
  try {
    const report = JSON.parse(document.getElementById("lexiscape-report")?.textContent ?? "");
    await show(element, report);
  } catch (error) {
    showAlert(element, error instanceof SyntaxError ? say2("damaged") : reasonOf(error, translator(browserLocale())));
    if (!(error instanceof DamagedData)) throw error;
  }
}
function mapReader(ends3) {
  const shared = (data) => ({
    ...data,
    columns: data.columns.map((column) => {
      const common = own(ends3, column.name);
      return common ? { ...column, ends: common } : column;
    })
  });
  const decoded = /* @__PURE__ */ new Map();
  return (i) => {
    let data = decoded.get(i);
    if (!data) {
      const holder = document.getElementById(`lexiscape-data-${i}`);
      data = decode(fromBase64(holder?.textContent ?? "")).then(shared);
      decoded.set(i, data);
    }
    return data;
  };
}
function layOut(element, report) {
  const left = el("div", { class: "map" });
  const right = el("div", { class: "map" });
  const title = el("h1", {}, report.title);
  const panels = el("div", { class: "panels" });
  const notes = [el("p", { class: "note" }), el("p", { class: "note" })];
  const names = [el("h2"), el("h2")];
  const linked = el("input", { type: "checkbox", id: "linked", checked: true });
  const count2 = report.spaces.length;
  const slider = el("input", { type: "range", id: "layer", min: 1, max: count2 - 1, step: 1, value: 1 });
  const shown = el("output", { for: "layer" });
  const details = el("section", { class: "details" });
  const lists = el("section", { class: "details" });
  const bar = el("div", { class: "bar" }, el("label", { for: "linked" }, linked, " ", say2("moveTogether")));
  if (count2 > 2) bar.append(el("label", { for: "layer" }, `${say2("compareWith")} `, slider, " ", shown));
  element.replaceChildren(
    el(
      "header",
      {},
      title,
      el("p", {}, report.coverage),
      ...report.warnings.map((w) => el("p", { class: "warning" }, w))
    ),
    bar,
    el(
      "div",
      { class: "maps" },
      panels,
      el("section", {}, names[0], left, notes[0]),
      el("section", {}, names[1], right, notes[1])
    ),
    details,
    lists
  );
  return { title, panels, left, right, notes, names, linked, slider, shown, details, lists };
}
async function show(element, report) {
  const read = mapReader(report.ends);
  const page = layOut(element, report);
  const { panels, left, right, linked, slider } = page;
  let asked = 1;
  const address = createNote(
    () => asked,
    (layer) => {
      asked = report.pairs[layer - 1] ? layer : 1;
      slider.value = String(asked);
      if (second) void want(asked);
    }
  );
  let second = null;
  let work = Promise.resolve();
  const how = { colorBy: "overlap", scrolls: true };
  const first = mount(left, await read(0), {
    ...how,
    panels,
    address: true,
    note: address.note,
    partners: () => second ? [second] : []
  });
  let unlink = () => void 0;
  element.lexiscapeMaps = () => second ? [first, second] : [first];
  const drop = () => {
    unlink();
    second?.destroy();
    second = null;
  };
  const choose = async (i) => {
    const data = await read(i);
    const before = second ?? first;
    drop();
    right.replaceChildren();
    const next = mount(right, data, { ...how, panels: null });
    second = next;
    next.set(sharedOf(before, next));
    if (linked.checked && !first.atHome) next.look(() => sameView(first.view, first, next));
    unlink = linkMaps(first, next, () => linked.checked);
    showLayer(page, report, i, (row) => second?.goTo(row));
  };
  const giveUp = (i, error) => {
    drop();
    showAlert(right, reasonOf(error, translator(browserLocale())));
    showLayer(page, report, i, (row) => second?.goTo(row));
  };
  const want = (i) => {
    asked = i;
    address.tell();
    work = work.then(() => asked === i ? choose(i).catch((error) => giveUp(i, error)) : void 0);
    return work;
  };
  slider.addEventListener("input", () => void want(Number(slider.value)));
  await want(asked);
}
function showLayer(page, report, i, go) {
  const { title, notes, names, slider, shown, details, lists } = page;
  for (const [place2, which] of [0, i].entries()) {
    const space = report.spaces[which];
    names[place2].textContent = space.name;
    const kept = { share: percent2(space.recall), free: percent2(space.free_recall), k: report.recall_at };
    notes[place2].textContent = say2(kept.k > 1 ? "keeps" : "keepsNearest", kept);
  }
  title.textContent = `${report.spaces[0].name} · ${report.spaces[i].name}`;
  document.title = `${title.textContent} · Lexiscape`;
  shown.textContent = report.spaces[i].name;
  slider.setAttribute("aria-valuetext", report.spaces[i].name);
  const pair = report.pairs[i - 1];
  details.replaceChildren(scoreTable(pair));
  if (report.pairs.length > 1) details.append(scorePlot(report, i - 1));
  details.append(geometryTable(report.spaces));
  const traits = traitTable(report.spaces);
  if (traits) details.append(traits);
  const lacking = lackingList(report.spaces);
  if (lacking) details.append(lacking);
  lists.replaceChildren(...listsOf(pair, go));
}
function createNote(layer, ask) {
  let heard2 = () => void 0;
  const note = {
    read: (said) => ask(Number(said.get("layer") ?? 1)),
    write: () => layer() === 1 ? "" : `layer=${layer()}`,
    on(listener) {
      heard2 = listener;
      return () => heard2 = () => void 0;
    }
  };
  return { note, tell: () => heard2() };
}
function percent2(share) {
  return `${(100 * share).toFixed(1)}%`;
}

// src/viewer.ts
var viewer_default = { render };
async function openPage(more = []) {
  const element = document.getElementById("lexiscape");
  const holder = document.getElementById("lexiscape-data");
  if (!element || element.querySelector("[role=alert]")) return;
  const t = translator(browserLocale());
  try {
    if (!holder) throw new DamagedData("it is not there");
    const data = await decode(fromBase64(holder.textContent));
    if (data.n === 0) return showAlert(element, t("nowhere"));
    element.lexiscape = mount(element, data, { address: true, embed: asksToEmbed(location.search), more });
    performance.mark("lexiscape:mounted");
  } catch (error) {
    showAlert(element, reasonOf(error, t));
    if (!(error instanceof DamagedData)) throw error;
  }
}
export {
  DamagedData,
  decode,
  viewer_default as default,
  fromBase64,
  mount,
  openPage,
  openReport
};
