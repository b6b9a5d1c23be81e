"""Code samples in TypeScript for the official conformance suite, jupyter_kernel_test."""

import os
import unittest

import jupyter_kernel_test


class ConformanceTests(jupyter_kernel_test.KernelTests):
    kernel_name = os.environ["KERNEL_NAME"]

    language_name = "typescript"
    file_extension = ".ts"

    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('something is wrong')"

    completion_samples = [
        {"text": "Math.hyp", "matches": ["hypot"]},
        {"text": "jupyter.clear", "matches": ["clearOutput"]},
    ]

    complete_code_samples = ["1", "const a = 1;", "function f(x: number) { return x }", "let s = `a\nb`"]
    incomplete_code_samples = ["function f() {", "const a =", "[1, 2,", "let s = `a"]
    invalid_code_samples = ["let = ;", "1 +* 2", "class { }}"]

    code_page_something = "jupyter.page('a page of text')"
    code_generate_error = "throw new Error('wrong')"

    code_execute_result = [
        {"code": "1 + 2 + 3", "result": "6"},
        {"code": "[1, 2].map((x) => x * x)", "result": "[ 1, 4 ]"},
        {"code": "2 ** 10", "result": "1024"},
        {"code": "({ a: 1 })", "result": "{ a: 1 }"},
    ]
    code_display_data = [
        {"code": "jupyter.display('plain')", "mime": "text/plain"},
        {
            "code": "jupyter.display({ [Symbol.for('Jupyter.display')]: async () => ({ 'text/html': '<b>rich</b>' }) })",
            "mime": "text/html",
        },
    ]

    code_history_pattern = "*[*map*"
    supported_history_operations = ("tail", "range", "search")

    code_inspect_sample = "parseInt"
    code_clear_output = "jupyter.clearOutput()"


if __name__ == "__main__":
    unittest.main()
