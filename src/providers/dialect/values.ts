/** The values that a preset's texts can name: flat names and groups such as `token`, `saved`, `callback`. */
export type Values = Readonly<Record<string, unknown>>

/**
 * Replaces each `{path}` in a text; a missing value leaves nothing behind. Braces around anything else are JSON and
 * stay.
 */
export function fill(text: string, values: Values, write: (value: string) => string = value => value): string {
  return text.replace(/\{([A-Za-z_][\w.-]*)\}/g, (_, path: string) => write(textAt(values, path) ?? ''))
}

/** The same for each value of a record. */
export function fillAll(
  texts: Readonly<Record<string, string>> | undefined, values: Values,
): [name: string, value: string][] {
  return Object.entries(texts ?? {}).map(([name, text]) => [name, fill(text, values)])
}

/** Fills an address: a value stays within its place in path or query. */
export function fillAddress(address: string, values: Values): string {
  return fill(address, values, encodeURIComponent)
}

/**
 * The value at a path such as `data.user.id`, `images[0].url` or `[primary=true].email`; undefined where there is none.
 */
export function valueAt(root: unknown, path: string): unknown {
  let value = root
  for (const [, member, index, key = '', wanted] of path.matchAll(/([^.[\]]+)|\[(\d+)\]|\[([^\]=]+)=([^\]]*)\]/g)) {
    if (member !== undefined) value = memberOf(value, member)
    else if (!Array.isArray(value)) return undefined
    else if (index !== undefined) value = value[Number(index)]
    else value = value.find(item => toText(memberOf(item, key)) === wanted)
  }
  return value
}

/**
 * A claim by the first of its alternatives that is there: `unionid | openid`, `token.uid`, `{host}/avatar/{portrait}`.
 * Gives text.
 */
export function claimAt(expression: string, answer: unknown, values: Values): string | undefined {
  for (const alternative of expression.split(' | ')) {
    const value = alternative.includes('{')
      ? filledWhole(alternative, answer, values)
      : lookUp(alternative, answer, values)
    if (value !== undefined && value !== '') return value
  }
  return undefined
}

function filledWhole(template: string, answer: unknown, values: Values): string | undefined {
  const paths = [...template.matchAll(/\{([^{}]+)\}/g)].map(([, path]) => path ?? '')
  if (paths.some(path => lookUp(path, answer, values) === undefined)) return undefined
  return template.replace(/\{([^{}]+)\}/g, (_, path: string) => lookUp(path, answer, values) ?? '')
}

const groups = ['token', 'saved', 'callback', 'id_token']

function lookUp(path: string, answer: unknown, values: Values): string | undefined {
  return groups.includes(path.split('.')[0] ?? '') ? textAt(values, path) : toText(valueAt(answer, path))
}

function textAt(values: Values, path: string): string | undefined {
  return toText(Object.hasOwn(values, path) ? values[path] : valueAt(values, path))
}

function toText(value: unknown): string | undefined {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
}
