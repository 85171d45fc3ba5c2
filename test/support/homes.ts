/** The folders that the tests of the file at hand have made. */
export const homes: string[] = []
