/** Names that try to inject HTML, formulas, Markdown or scripts. */
export const hostile: readonly string[] = [
  `<img src=x onerror="alert(1)">`,
  "</script><script>alert(1)</script>",
  `"><svg onload=alert(1)>`,
  "$\\href{javascript:alert(1)}{x}$",
  "}\\href{javascript:alert(1)}{x}",
  "$$x$$ \\(y\\) \\[z\\] \\begin{bmatrix}",
  "$5 and $6",
  "`code` *star* _line_ [a](javascript:alert(1)) # > - 1.",
  "&lt;b&gt; &amp; ' \" \u2028\u0000\n\r\t",
  "100 % #1 & a_b^c ~ {d}",
];
