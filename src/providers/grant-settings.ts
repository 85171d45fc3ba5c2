import { grantWays } from '../codes/grant-way.ts'

const saved = true

/** Settings of a login that gets its token without a browser. */
export const grantSettings = {
  grant: { kind: ['authorization_code', ...grantWays], argument: 'GRANT', saved },
  'assertion-file': { kind: 'path', argument: 'FILE', saved },
  'assertion-from': { kind: 'text', argument: 'SOURCE', saved },
  idp: { kind: 'text', argument: 'PROFILE|ISSUER', saved },
  'idp-client-id': { kind: 'text', argument: 'ID', saved },
  'id-token-file': { kind: 'path', argument: 'FILE', saved },
} as const
