declare module "*.css" {
  const text: string;
  export default text;
}

declare module "worker:*" {
  const text: string;
  export default text;
}

declare module "languages:*" {
  const languages: Readonly<Record<string, import("./locales/en.ts").Language>>;
  export default languages;
}
