import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Packed, pack } from "../../src/widgets/comm";

/** Restores a state as a front end does. */
function unpacked({ state, buffer_paths, buffers }: Packed): unknown {
  const copy = structuredClone(state);
  for (const [index, path] of buffer_paths.entries()) {
    const inner = path.slice(0, -1).reduce<unknown>((at, key) => Reflect.get(at as object, key), copy);
    Reflect.set(inner as object, path.at(-1) ?? "", buffers[index]);
  }
  return copy;
}

const key = fc.string().filter((name) => name !== "__proto__");
const bytes = fc.oneof(fc.float64Array(), fc.uint8Array(), fc.int32Array());
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.double({ noNaN: true }),
    fc.boolean(),
    fc.constant(null),
    bytes,
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(key, tie("tree"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

const hasBytes = (value: unknown): boolean =>
  ArrayBuffer.isView(value) ||
  (typeof value === "object" && value !== null && Object.values(value).some(hasBytes));

describe("a packed state", () => {
  test("is JSON and bytes, from which the state can be restored", () => {
    fc.assert(
      fc.property(fc.dictionary(key, tree, { noNullPrototype: true }), (state) => {
        const packed = pack(state);
        expect(hasBytes(packed.state)).toBe(false);
        expect(packed.buffers).toHaveLength(packed.buffer_paths.length);
        expect(unpacked(packed)).toEqual(state);
      }),
    );
  });

  test("has null for bytes in a list, nothing for those in an object, and ids for models", () => {
    const state = { list: [Uint8Array.of(1), 2], inner: { data: Uint8Array.of(3) }, child: { modelId: "x" } };
    expect(pack(state)).toEqual({
      state: { list: [null, 2], inner: {}, child: "IPY_MODEL_x" },
      buffer_paths: [
        ["list", 0],
        ["inner", "data"],
      ],
      buffers: [Uint8Array.of(1), Uint8Array.of(3)],
    });
  });
});
