import type { Deviation, DeviationCode, DeviationKind } from '../codes/deviation.ts'

/** What the rules of an authorization, token or refresh request have in common. */
interface Rules {
  url?: string
  method?: string
  encoding?: string
  names?: Record<string, string>
  parameters?: Record<string, string>
  omit?: string[]
  order?: string[]
  headers?: Record<string, string>
  fragment?: string
}

/** The three requests whose parameters a preset can change. */
type Request = 'authorization' | 'token' | 'refresh'

/** How one request is written differently, with the standard name beside the provider's. */
export function listRequestDeviations(request: Request, rules: Rules | undefined, path: string): Deviation[] {
  if (!rules) return []
  const tell = (code: DeviationCode, member: string, details: Record<string, string>): Deviation =>
    ({ kind: kindOf(request, code), code, path: `${path}.${member}`, details: { request, ...details } })
  const one = (code: DeviationCode, member: 'url' | 'method' | 'encoding' | 'fragment') =>
    rules[member] === undefined ? [] : [tell(code, member, { value: rules[member] })]
  return [
    ...one('other-address', 'url'), ...one('method', 'method'), ...one('encoding', 'encoding'),
    ...Object.entries(rules.names ?? {}).map(([standard, wire]) =>
      tell('renamed', `names.${standard}`, { standard, wire })),
    ...Object.entries(rules.parameters ?? {}).map(([name, value]) =>
      tell('added', `parameters.${name}`, { name, value })),
    ...Object.entries(rules.headers ?? {}).map(([name, value]) => tell('header', `headers.${name}`, { name, value })),
    ...rules.omit && rules.omit.length > 0 ? [tell('omitted', 'omit', { names: rules.omit.join(', ') })] : [],
    ...rules.order ? [tell('ordered', 'order', { names: rules.order.join(', ') })] : [],
    ...one('fragment', 'fragment'),
  ]
}

function kindOf(request: Request, code: DeviationCode): DeviationKind {
  if (code === 'renamed') return 'parameter-names'
  return request === 'refresh' ? 'refresh' : `${request}-request`
}
