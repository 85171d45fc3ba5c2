import type { Position } from './position.ts'

/**
 * Tokens whose providers document how they begin and how long they are, so that they need no name. The lengths are the
 * least; what is shorter is no such token.
 */
const forms: readonly [source: string, begins: string, rest: string][] = [
  ['GitHub: "Behind GitHub’s new authentication token formats", 2021', 'gh[oprsu]_', '[A-Za-z\\d]{36,255}'],
  ['GitHub Docs: "Managing your personal access tokens"', 'github_pat_', '\\w{82,255}'],
  ['GitLab Docs: "Token overview", prefixes', 'gl(?:pat|oas|dt|rt|ptt|ft|agent|cbt|soat)-', '[\\w.-]{20,300}'],
  ['Google Cloud: "Sensitive data types", OAuth client secret', 'GOCSPX-', '[\\w-]{28}'],
  ['Google Identity: "Using OAuth 2.0", token size', 'ya29\\.', '[\\w-]{30,2048}'],
  ['Google Identity: "Using OAuth 2.0", refresh token', '1//0', '[\\w-]{30,512}'],
  ['Slack API: "Token types"', 'xox[abeoprs]-', '[\\w-]{20,300}'],
  ['Slack API: "Token types", app-level', 'xapp-', '[\\w-]{30,300}'],
  ['Stripe Docs: "API keys"', '[rs]k_(?:live|test)_', '[A-Za-z\\d]{16,300}'],
  ['Meta for Developers: "Access tokens"', 'EAA', '[A-Za-z\\d]{60,500}'],
  ['AWS IAM: "IAM identifiers", unique id prefixes', 'A(?:KI|SI)A', '[A-Z2-7\\d]{16}'],
]

/**
 * What begins like a token of Google's, GitHub's, GitLab's, Slack's, Stripe's or Amazon's, and may be one that was cut
 * or made up: in what somebody wrote that is enough, where in any text it is not. One of `needs` stands in each.
 */
export const likeKnown = {
  needs: ['GOCSPX-', 'ya29.', '1/', '4/', 'gh', 'glpat-', 'xox', 'sk_', 'AKIA'],
  pattern: [
    'GOCSPX-[\\w-]{10,200}', 'ya29\\.[\\w-]{10,3000}', '[14]//?0[\\w-]{12,600}', 'gh[oprsu]_\\w{16,300}',
    'github_pat_\\w{16,300}', 'glpat-[\\w-]{16,300}', 'xox[a-z]-[\\w-]{10,300}', 'sk_(?:live|test)_\\w{10,300}',
    'AKIA[A-Z\\d]{16}',
  ].join('|'),
}

/** Most texts have none of these, which takes no pattern to see. */
const begins = [
  'ghp_', 'gho_', 'ghr_', 'ghs_', 'ghu_', 'github_pat_', 'glpat-', 'gloas-', 'gldt-', 'glrt-', 'glptt-', 'glft-',
  'glagent-', 'glcbt-', 'glsoat-', 'GOCSPX-', 'ya29.', '1//0', 'xox', 'xapp-', 'k_live_', 'k_test_', 'EAA', 'AKIA',
  'ASIA',
]
/** Made for the first text that has one. */
let known: RegExp | undefined

/** A secret access key of Amazon's has 40 characters, and stands beside the id of the key. */
const secretKey = /(?<![\w/+=])[A-Za-z\d/+]{40,64}(?![\w/+])/g
const beside = 200

/** Finds tokens that are known by their beginning, wherever somebody repeats them. */
export function knownPositions(text: string): Position[] {
  if (!begins.some(begin => text.includes(begin))) return []
  known ??= new RegExp(`(?<![\\w/+.-])(?:${forms.map(([, begin, rest]) => begin + rest).join('|')})(?![\\w-])`, 'g')
  return [...text.matchAll(known)].flatMap(({ index, 0: value }) => {
    const found = { start: index, end: index + value.length, kind: 'token', value }
    return /^A(?:KI|SI)A/.test(value) ? [found, ...secretKeys(text, found)] : [found]
  })
}

function secretKeys(text: string, { start, end }: Position): Position[] {
  const first = Math.max(0, start - beside)
  return [...text.slice(first, end + beside).matchAll(secretKey)]
    .filter(([value]) => /[A-Z]/.test(value) && /[a-z]/.test(value)).map(({ index, 0: value }) => ({
      start: first + index, end: first + index + value.length, kind: 'secret_key', value,
    }))
}
