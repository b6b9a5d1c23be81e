import { types } from "node:util";

/** What `import()` gives of a module that `require` gave: a namespace, with the module itself as `default`. */
export function namespaceOf(module: unknown): object {
  if (isObject(module) && (types.isModuleNamespaceObject(module) || "__esModule" in module)) return module;
  return { ...(isObject(module) ? module : {}), default: module };
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
