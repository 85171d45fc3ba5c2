/** No placeholder is longer; of a longer value its beginning and its end are looked at. */
const longest = 200

/** Ours, as it stands in what `report` and `--save` write. */
const own = /^<?[a-z_\d]{1,60}#(?:[\da-f]{4}|\u2026)>?$/

/** What programs and people call a value that they took out. */
const takenOut = '(?:redact(?:ed|ion)|mask(?:ed)?|hidden|hide|filtered|removed|deleted|omitted|elided|snip(?:ped)?'
  + '|scrubbed|sanitized|stripped|truncated|suppressed|censored|withheld|obfuscated|anonymi[sz]ed|confidential'
  + '|sensitive|placeholder)'
const takenOutAlone = new RegExp(`^${takenOut}$`, 'i')

/** What is left of a value whose middle or end was taken out, wherever it stands. */
const cutInAscii: readonly RegExp[] = [/[^.]\.\.\.|\*{3}|#{3}|x{8}|X{8}/]
const cutAnywhere: readonly RegExp[] = [
  ...cutInAscii, /\u2026|[\u00b7\u2022\u2588\u25a0\u25cf]{2}/,
  /(?:\u9690\u85cf|\u9690\u53bb|\u8131\u654f|\u5c4f\u853d|\u79fb\u9664|\u7701\u7565|\u6253\u7801|\u906e\u853d)/,
]

/** Letters, what opens and closes a bracket or a quotation, and control characters, as patterns name them. */
const [inAscii, anywhere] = [
  { letter: 'A-Za-z', opening: '(\\[{', closing: ')\\]}', control: '\\0-\\x1f\\x7f', cut: cutInAscii, flags: '' },
  {
    letter: '\\p{L}', opening: '\\p{Ps}\\p{Pi}', closing: '\\p{Pe}\\p{Pf}', control: '\\p{C}', cut: cutAnywhere,
    flags: 'u',
  },
]

/** How placeholders are written, with these characters. */
function writtenWith({ letter, opening, closing, control, cut, flags }: typeof inAscii) {
  const word = `(?:[${letter}]+|\\d{1,3})`
  return {
    cut,
    opening: new RegExp(`[${opening}<]`, flags),
    opened: [
      new RegExp(`[${opening}<]${takenOut}`, `i${flags}`),
      // The signature alone: a log has the rest for whoever reads it.
      new RegExp(`^eyJ[\\w-]+\\.[\\w-]*\\.?[${opening}<]`, flags),
    ],
    /** Words alone, also those of other scripts, with what is put between them. */
    words: new RegExp(`^${word}(?:[ _:./#-]+${word})*$`, flags),
    around: new RegExp(`^[^${letter}\\d]{1,4}|[^${letter}\\d]{1,4}$`, `g${flags}`),
    between: new RegExp(`[^${letter}\\d]+`, flags),
    bracketed: new RegExp(
      `^[${opening}<$%*#|~][${opening}<*_-]{0,3}(?<within>[^${opening}${closing}<>%*|~]{1,80})`
      + `[${closing}>%*#|~_-]{1,4}$`,
      flags,
    ),
    /** No character that a secret is written with. */
    marks: new RegExp(`^[^\\w${letter}${control}-]{2,}$`, flags),
  }
}

const made = new Map<typeof inAscii, ReturnType<typeof writtenWith>>()

/** The patterns for all scripts take a tenth of a short command to be made, and most values are ASCII. */
function formsFor(value: string): ReturnType<typeof writtenWith> {
  const characters = /^[\0-\x7f]*$/.test(value) ? inAscii : anywhere
  const forms = made.get(characters) ?? writtenWith(characters)
  made.set(characters, forms)
  return forms
}

const capitals = /(?:^|[ _:./#-])(?:SECRET|TOKEN|JWT|PASSWORD|CODE|STATE|NONCE|VERIFIER|CREDENTIALS?|KEY)(?:$|[ _:./#-])/

/**
 * Tells whether a placeholder stands where a secret was: the value is not in the input, and nobody can judge what it
 * looks like. Two placeholders of ours are the same where the values were.
 */
export function isWithheld(value: unknown): boolean {
  return isTakenOut(value) || (isShort(value) && isNamed(value))
}

/**
 * Tells whether a value was taken out of what is shown, by words or marks for that. A mere name in brackets may as well
 * stand where somebody forgot to fill a value in.
 */
export function isTakenOut(value: unknown): boolean {
  if (typeof value !== 'string') return false
  if (isCutOff(value)) return true
  return isShort(value) && (own.test(value) || isCalledTakenOut(value) || isMarked(value))
}

function isShort(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longest
}

function isCutOff(value: string): boolean {
  const ends = value.length <= 2 * longest ? [value] : [value.slice(0, longest), value.slice(-longest)]
  return /[^.]\.\.$|^\.{2,}/.test(ends.at(-1) ?? '') || ends.some(hasCut)
}

function hasCut(end: string): boolean {
  const { cut, opening, opened } = formsFor(end)
  return cut.some(form => form.test(end)) || (opening.test(end) && opened.some(form => form.test(end)))
}

/** `[REDACTED:JWT]`, `REDACTED_ID_TOKEN`, `hidden`. */
function isCalledTakenOut(value: string): boolean {
  const { words, around, between } = formsFor(value)
  const within = value.replace(around, '')
  return words.test(within) && within.split(between).some(word => takenOutAlone.test(word))
}

/** `xxxxx.yyyyy`, `#####`, and whatever has no character that a secret is written with. */
function isMarked(value: string): boolean {
  if (formsFor(value).marks.test(value)) return value.trim() !== ''
  return /^[x-z]{4}/i.test(value) && value.split(/[.\s-]+/).every(part => part.length > 2 && new Set(part).size === 1)
}

/** `<id_token>`, `{{id_token}}`, `ID_TOKEN`. */
function isNamed(value: string): boolean {
  const { words, bracketed } = formsFor(value)
  const { within } = bracketed.exec(value)?.groups ?? {}
  if (within !== undefined) return words.test(within)
  return words.test(value) && /^[^a-z]+$/.test(value) && capitals.test(value)
}

/**
 * Tells whether two values say by being the same, or not, anything of what was sent: two of other programs'
 * placeholders look alike, and one is never like a value.
 */
export function areComparable(one: unknown, other: unknown): boolean {
  return kindOf(one) === kindOf(other) && kindOf(one) !== 'alike'
}

function kindOf(value: unknown): 'whole' | 'named' | 'alike' {
  if (!isWithheld(value)) return 'whole'
  return typeof value === 'string' && own.test(value) ? 'named' : 'alike'
}

/** Tells whether a value says which of several it is: a secret, or our placeholder for one. */
export function isTelling(value: string | undefined): value is string {
  return value !== undefined && value !== '' && kindOf(value) !== 'alike'
}
