import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatNotebook,
  jupyterJson,
  type Notebook,
  parseNotebook,
} from "../../../src/kernel/runner/notebook-file";

/** To the letter what `nbformat.writes` (5.10) gives. */
const file = `{
 "cells": [
  {
   "cell_type": "markdown",
   "id": "a",
   "metadata": {},
   "source": [
    "# Title\\n",
    "text"
   ]
  },
  {
   "cell_type": "code",
   "execution_count": 1,
   "id": "b",
   "metadata": {
    "tags": []
   },
   "outputs": [
    {
     "data": {
      "application/json": {
       "steps": [
        1e-07,
        1.5e-05,
        0.0001,
        1e+21,
        100000000000000000000
       ],
       "text": "one\\ntwo"
      },
      "image/png": "QUJD\\n",
      "image/svg+xml": [
       "<svg>\\n",
       "</svg>"
      ],
      "text/plain": [
       "é😀"
      ]
     },
     "execution_count": 1,
     "metadata": {},
     "output_type": "execute_result"
    },
    {
     "name": "stdout",
     "output_type": "stream",
     "text": [
      "a\\r\\n",
      "b\\u001c",
      "c"
     ]
    }
   ],
   "source": []
  }
 ],
 "metadata": {
  "kernelspec": {
   "display_name": "TypeScript (workbook)",
   "language": "typescript",
   "name": "tslab-workbook"
  }
 },
 "nbformat": 4,
 "nbformat_minor": 5
}
`;

describe("a notebook file", () => {
  test("read and written again is the same to the letter", () => {
    expect(formatNotebook(parseNotebook(file))).toBe(file);
  });

  test("is held with its texts in one piece", () => {
    const [title, code] = parseNotebook(file).cells;
    expect(title?.source).toBe("# Title\ntext");
    expect(code?.outputs).toMatchObject([
      { data: { "image/svg+xml": "<svg>\n</svg>" } },
      { text: "a\r\nb\x1cc" },
    ]);
  });

  test("keeps every text, wherever its lines were cut", () => {
    const unit = fc.constantFrom("a", "\n", "\r", "\v", "\f", "\x85", "\u2028", "😀");
    fc.assert(
      fc.property(fc.string({ unit }), (source) => {
        const cells = [{ cell_type: "raw", source, metadata: {} }];
        const notebook: Notebook = { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
        expect(parseNotebook(formatNotebook(notebook))).toEqual(notebook);
      }),
    );
  });

  test("of an older format, or none, is refused with what to do", () => {
    expect(() => parseNotebook('{"nbformat": 3, "worksheets": []}')).toThrow(
      "open it in JupyterLab and save it",
    );
    expect(() => parseNotebook("null")).toThrow("is not a notebook of format 4");
    expect(() => parseNotebook("# text")).toThrow("is not a notebook: ");
  });
});

test("the JSON is JSON: it reads as what was written", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(jupyterJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
