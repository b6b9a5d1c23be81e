/** The values that cells have declared, by name. */
export type Scope = Record<PropertyKey, unknown>;

/** The `exports` of one cell: the scope, and a record of what the cell adds. */
export interface CellScope {
  exports: object;
  /** The value of the last expression, or undefined. */
  result(): unknown;
  /** Ends a failed cell: restores the names that it did not reach, and returns those that it reached. */
  restoreUnreached(): Set<string>;
}

/**
 * Opens the scope for a cell that declares `names`. `const`, classes, functions and imports are added when
 * the cell reaches them. A `let` or `var` is added at once as an accessor (shared-names.ts), which throws
 * until then.
 */
export function openScope(scope: Scope, names: ReadonlySet<PropertyKey>, resultName?: string): CellScope {
  const replaced = new Map<PropertyKey, PropertyDescriptor | undefined>();
  let result: unknown;
  let settled = false;

  function declare(name: PropertyKey, descriptor: PropertyDescriptor): boolean {
    if (name === "__esModule") return true;
    // What a failed or interrupted cell still does later on must not overwrite what came after it.
    if (settled && !replaced.has(name)) return true;
    if (!replaced.has(name)) replaced.set(name, Object.getOwnPropertyDescriptor(scope, name));
    Object.defineProperty(scope, name, { ...descriptor, configurable: true, enumerable: true });
    return true;
  }

  const exports = new Proxy(scope, {
    set(_target, name, value) {
      if (name === resultName) {
        result = value;
        return true;
      }
      if (names.has(name)) return declare(name, { value, writable: true });
      // An assignment to what an earlier cell declared.
      return Reflect.set(scope, name, value);
    },
    defineProperty(_target, name, descriptor) {
      // TypeScript defines imported names as getters; copied, a later cell may declare them anew.
      if (descriptor.get && !descriptor.set)
        return declare(name, { value: descriptor.get(), writable: true });
      return declare(name, descriptor.set ? { get: descriptor.get, set: descriptor.set } : descriptor);
    },
  });

  return {
    exports,
    result: () => result,
    restoreUnreached() {
      settled = true;
      const reached = new Set<string>();
      for (const [name, before] of replaced) {
        if (isReached(scope, name)) reached.add(String(name));
        else if (before) Object.defineProperty(scope, name, before);
        else delete scope[name];
      }
      for (const name of replaced.keys()) if (!reached.has(String(name))) replaced.delete(name);
      return reached;
    },
  };
}

/** A variable that its cell has not reached throws a ReferenceError. */
function isReached(scope: Scope, name: PropertyKey): boolean {
  try {
    void scope[name];
    return true;
  } catch {
    return false;
  }
}
