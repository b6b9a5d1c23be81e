/** Whether a text is what a notebook has where an answer is to go, or nothing at all. */
export const isBlank = (text: string): boolean => /^[\s.…?_]*$/u.test(text);
