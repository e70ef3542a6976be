"""Firefox and WebKitGTK, as they are installed, each driven by the standard it speaks, and no more of it than we use.

Playwright drives stock Chromium, but of Firefox and WebKit only builds of its own, which no distribution carries. Hence
Selenium for WebKitGTK's WebKitWebDriver. Selenium would want geckodriver for Firefox, which Debian does not carry, and
Mozilla's marionette_driver needs a module that Python 3.13 has not; but Firefox itself answers WebDriver BiDi, of which
five commands are enough here. Both browsers draw on a display in memory: without any display Firefox has no WebGL2,
and WebKitGTK does not start.
"""

import base64
import itertools
import json
import os
import shutil
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import websocket
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.remote.command import Command

WIDTH, HEIGHT = 1280, 900
PATIENCE = 60  # seconds until a browser that says nothing is given up
HELP = "`make browser` installs it or says how"


#: What Firefox starts with; what would ask the network is off.
FIREFOX = {
    "app.update.enabled": False,
    "browser.download.folderList": 2,  # the folder that browser.download.dir names
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "en-US",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "ui.prefersReducedMotion": 1,
    "webgl.force-enabled": True,  # drawn by the processor
}


class Engine(Protocol):
    """A browser with one window. Actions are the WebDriver standard's: https://www.w3.org/TR/webdriver2/#actions."""

    downloads: Path

    def go(self, address: str) -> None: ...
    def call(self, function: str, argument: str) -> str:
        """Call an asynchronous JavaScript function of one text in the page; return the text it resolves to."""

    def act(self, actions: list[dict[str, Any]]) -> None: ...
    def picture(self) -> bytes: ...
    def close(self) -> None: ...


class Firefox:
    """Firefox over WebDriver BiDi: https://www.w3.org/TR/webdriver-bidi/."""

    def __init__(self, folder: Path, display: str) -> None:
        found = next((path for name in ("firefox-esr", "firefox") if (path := shutil.which(name))), None)
        assert found, f"no Firefox: {HELP}"
        self.downloads = folder / "downloads"
        profile = folder / "profile"
        profile.mkdir()
        preferences = FIREFOX | {"browser.download.dir": str(self.downloads)}
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items())
        (profile / "user.js").write_text("".join(lines), encoding="utf-8")
        command = [found, "--remote-debugging-port=0", "--no-remote", "--profile", str(profile)]
        command += [f"--width={WIDTH}", f"--height={HEIGHT}"]
        environment = {**os.environ, "DISPLAY": display, "HOME": str(folder), "MOZ_ENABLE_WAYLAND": "0"}
        with (folder / "firefox.log").open("wb") as log:
            self._process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        port = self._port(profile / "WebDriverBiDiServer.json")
        self._numbers = itertools.count(1)
        self._socket = websocket.create_connection(
            f"ws://127.0.0.1:{port}/session", timeout=PATIENCE, suppress_origin=True
        )
        self._send("session.new", capabilities={})
        self._context = self._send("browsingContext.getTree")["contexts"][0]["context"]

    def _port(self, announced: Path) -> int:
        """Wait until Firefox has written where it listens."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return int(json.loads(announced.read_text(encoding="utf-8"))["ws_port"])
            except (FileNotFoundError, json.JSONDecodeError):
                assert self._process.poll() is None, f"Firefox ended: see {announced.parents[1] / 'firefox.log'}"
                assert time.monotonic() < end, f"Firefox does not listen: see {announced.parents[1] / 'firefox.log'}"
                time.sleep(0.05)

    def _send(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while (answer := json.loads(self._socket.recv())).get("id") != number:
            pass
        assert answer["type"] == "success", f"{method}: {answer}"
        return answer["result"]

    def go(self, address: str) -> None:
        self._send("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def call(self, function: str, argument: str) -> str:
        answer = self._send(
            "script.callFunction",
            functionDeclaration=function,
            arguments=[{"type": "string", "value": argument}],
            awaitPromise=True,
            target={"context": self._context},
        )
        assert answer["type"] == "success", answer
        return answer["result"]["value"]

    def act(self, actions: list[dict[str, Any]]) -> None:
        self._send("input.performActions", context=self._context, actions=actions)

    def picture(self) -> bytes:
        return base64.b64decode(self._send("browsingContext.captureScreenshot", context=self._context)["data"])

    def close(self) -> None:
        self._send("browser.close")
        self._socket.close()
        self._process.wait(PATIENCE)


class Died(Exception):  # noqa: N818 - reads as the condition
    """The browser, or its process for a page, ended while it was asked."""


class WebKit:
    """WebKitGTK's MiniBrowser."""

    def __init__(self, folder: Path, display: str) -> None:
        driver = shutil.which("WebKitWebDriver")
        assert driver, f"no WebKitGTK: {HELP}"
        self.downloads = folder
        settings = folder / ".config/gtk-3.0/settings.ini"
        settings.parent.mkdir(parents=True)
        settings.write_text("[Settings]\ngtk-enable-animations=0\n", encoding="ascii")  # prefers-reduced-motion
        environment = {
            **os.environ,
            "DISPLAY": display,
            "GDK_BACKEND": "x11",
            "HOME": str(folder),
            "LANG": "en_US.UTF-8",
        }
        options = webdriver.WebKitGTKOptions()
        places = ("lib/*/webkit*gtk-*", "lib*/webkit*gtk-*")  # Debian's, others'
        found = [path for place in places for path in sorted(Path("/usr").glob(f"{place}/MiniBrowser"))]
        assert found, f"no MiniBrowser, which comes with WebKitGTK: {HELP}"
        options.binary_location = str(found[-1])
        options.add_argument("--automation")
        self._start = lambda: webdriver.WebKitGTK(
            options=options, service=webdriver.WebKitGTKService(driver, env=environment)
        )
        self._webkit = self._started()

    def _started(self) -> webdriver.WebKitGTK:
        with warnings.catch_warnings(category=DeprecationWarning, action="ignore"):  # Selenium uses what it deprecates
            browser = self._start()
        browser.set_window_size(WIDTH, HEIGHT)
        browser.set_script_timeout(PATIENCE)
        return browser

    def go(self, address: str) -> None:
        """Open an address; where the browser died of an earlier page, in a new one.

        WebKitGTK's process for pages was seen to end on a busy machine while it left one page for another. A page of
        ours that ends it does so in the new browser, too, and fails.
        """
        try:
            self._webkit.get(address)
        except WebDriverException:
            self._webkit.quit()  # which fails in silence where the session is no longer known, and ends its driver
            self._webkit = self._started()
            self._webkit.get(address)

    def call(self, function: str, argument: str) -> str:
        try:
            return self._webkit.execute_async_script(f"({function})(arguments[0]).then(arguments[1]);", argument)
        except WebDriverException as error:
            raise Died(str(error)) from error

    def act(self, actions: list[dict[str, Any]]) -> None:
        self._webkit.execute(Command.W3C_ACTIONS, {"actions": actions})

    def picture(self) -> bytes:
        return self._webkit.get_screenshot_as_png()

    def close(self) -> None:
        self._webkit.quit()


@contextmanager
def display() -> Iterator[str]:
    """A display in memory, by its name; the server picks its number, so that several test runs do not meet."""
    server = shutil.which("Xvfb")
    assert server, f"no Xvfb: {HELP}"
    answer, given = os.pipe()
    command = [server, "-displayfd", str(given), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[given], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        os.close(given)
        try:
            with os.fdopen(answer, encoding="ascii") as numbers:
                yield f":{numbers.readline().strip()}"
        finally:
            process.terminate()
