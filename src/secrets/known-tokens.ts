import type { Position } from './position.ts'

/**
 * Tokens that are known by how they begin, so that they need no name, with the page of their provider. What it leaves
 * open, such as lengths, is from the rules of gitleaks and other scanners; what is shorter is no such token.
 */
const forms: readonly [source: string, form: string][] = [
  // An installation token of 2026 has the id of the app and a JWT.
  ['https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-an-installation-access-token-for-a-github-app', 'ghs_\\d{1,15}_eyJ[\\w-]{8,4000}\\.[\\w-]{8,4000}\\.[\\w-]{8,4000}'],
  ['https://github.blog/changelog/2021-03-31-authentication-token-format-updates-are-generally-available/', 'gh[oprsu]_\\w{36,255}'],
  ['https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github', 'github_pat_\\w{82,255}'],
  // A routable token has its length and a checksum behind a dot.
  ['https://docs.gitlab.com/security/tokens/#token-prefixes', 'gl(?:pat|oas|dt|rtr?|ptt|ft|imt|agent|cbt|soat|ffct)-[\\w-]{20,300}(?:\\.[a-z\\d]{9})?'],
  ['no page of Google’s: rules of scanners', 'GOCSPX-[\\w-]{28}'],
  // Those of service accounts have dots, and a token that was exchanged may have 12288 bytes.
  ['https://developers.google.com/identity/protocols/oauth2#size', 'ya29\\.[\\w.-]{29,12288}[\\w-]'],
  ['https://developers.google.com/identity/protocols/oauth2#size', '1//0[\\w-]{30,512}'],
  // One that is rotated begins with xoxe. and its own beginning. None is without a number.
  ['https://docs.slack.dev/authentication/tokens', '(?:xoxe\\.)?(?:xox[abeoprs]|xwfp)-(?=[A-Za-z-]{0,300}\\d)[\\w-]{20,300}'],
  ['https://docs.slack.dev/authentication/tokens', '(?:xoxe\\.)?xapp-(?=[A-Za-z-]{0,300}\\d)[\\w-]{30,300}'],
  ['https://docs.stripe.com/keys', '[rs]k_(?:live|test)_[A-Za-z\\d]{16,300}'],
  ['no page of Meta’s: gitleaks, facebook-page-access-token', 'EAA[A-Za-z\\d]{100,500}'],
  ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids', 'A(?:KI|SI)A[A-Z\\d]{16}'],
]

/**
 * What begins like a token of Google's, GitHub's, GitLab's, Slack's, Stripe's or Amazon's, and may be one that was cut
 * or made up: in what somebody wrote that is enough, where in any text it is not. One of `needs` stands in each.
 */
export const likeKnown = {
  needs: ['GOCSPX-', 'ya29.', '1/', '4/', 'gh', 'glpat-', 'xox', 'sk_', 'AKIA'],
  pattern: [
    'GOCSPX-[\\w-]{10,200}', 'ya29\\.[\\w-]{10,3000}', '[14]//?0[\\w-]{12,600}', 'gh[oprsu]_\\w[\\w.-]{14,3000}\\w',
    'github_pat_\\w{16,300}', 'glpat-[\\w-]{16,300}', 'xox[a-z]-[\\w-]{10,300}', 'sk_(?:live|test)_\\w{10,300}',
    'AKIA[A-Z\\d]{16}',
  ].join('|'),
}

/** Most texts have none of these, which takes no pattern to see. */
const begins = [
  'ghp_', 'gho_', 'ghr_', 'ghs_', 'ghu_', 'github_pat_', 'glpat-', 'gloas-', 'gldt-', 'glrt-', 'glptt-', 'glft-',
  'glrtr-', 'glimt-', 'glffct-', 'glagent-', 'glcbt-', 'glsoat-', 'GOCSPX-', 'ya29.', '1//0', 'xox', 'xapp-', 'xwfp-',
  'k_live_', 'k_test_', 'EAA', 'AKIA', 'ASIA',
]
/** Made for the first text that has one. */
let known: RegExp | undefined

/** A secret access key of Amazon's has 40 characters, and stands beside the id of the key. */
const secretKey = /(?<![\w/+=])[A-Za-z\d/+]{40}(?![\w/+=])/g
const beside = 200

/** Finds tokens that are known by their beginning, wherever somebody repeats them. */
export function knownPositions(text: string): Position[] {
  if (!begins.some(begin => text.includes(begin))) return []
  known ??= new RegExp(`(?<![\\w/+.-])(?:${forms.map(([, form]) => form).join('|')})(?![\\w-])`, 'g')
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
