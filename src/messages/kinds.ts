import { text } from './text.ts'

/** Members, each with what it is, where that is known: a walk that was saved before does not say. */
export function withKinds(
  { members, kinds }: Readonly<Record<string, unknown>>, tell: (kind: unknown) => string, between = ', ',
): string {
  if (!Array.isArray(kinds)) return text(members)
  return [members].flat().map((name, at) => `${text(name)}${tell(kinds[at])}`).join(between)
}
