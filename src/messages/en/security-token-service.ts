import { advice, session, signIn } from '../again.ts'
import { byEitherName } from '../exception-names.ts'
import { helpOf, type ProviderAdvice } from '../text.ts'

const compareTrust = [advice`Compare the role’s trust policy with the token`, session`token show`]

/** What the errors of AssumeRoleWithWebIdentity mean (AWS STS API reference), as far as this request can cause them. */
export const enStsErrors: ProviderAdvice = byEitherName({
  AccessDenied: { cause: 'There is no such role, or its trust policy does not allow this provider, audience or subject.', next: compareTrust },
  ExpiredToken: { cause: 'The service says that the token has expired or is not valid.', next: [advice`Compare the clock of this machine with the right time, get a new token, and run it again`, session`token refresh`] },
  IDPRejectedClaim: { cause: 'The service says that a claim of the token is wrong, has expired, or was revoked.', next: [advice`Compare the token with what the provider should give, or sign in again`, session`token show`, signIn] },
  InvalidIdentityToken: { cause: 'The service can’t validate the token: the AWS account has no identity provider for its iss and aud, the service can’t get its keys, or it is no ID token.', next: [advice`Compare iss and aud of the token with the identity provider in IAM, whose metadata and keys must be open to the internet`, session`token show`] },
  IDPCommunicationError: { cause: 'The service did not reach the provider to verify the token. That often passes; nothing says that the role or the token is wrong.', next: advice`Wait a minute, then run it again; if it stays so, see that the provider’s metadata and keys are open to the internet` },
  MalformedPolicyDocument: { cause: 'It speaks of a session policy, and this command sends none: something on the way changes the request, or the service has a fault there.', next: advice`Check the address that --sts-endpoint names` },
  PackedPolicyTooLarge: { cause: 'The session tags in the token (claim https://aws.amazon.com/tags) are too large. This command sends no session policy.', next: [advice`Have the provider put fewer or shorter tags into the token`, session`token show`] },
  RegionDisabled: { cause: 'The service is not switched on for the AWS account in the region of this address.', next: advice`Switch STS on for the region in the account settings of IAM, or name another address with --sts-endpoint` },
  ValidationError: { cause: 'The service takes role, session name or duration not as they were sent; a role has its own longest duration.', next: [advice`Check --role-arn, --role-session-name and --duration-seconds`, helpOf('credential aws')] },
})

/** Where the service says something else, or nothing: only that it refused was seen. */
export const enStsUnknown = { cause: 'What the service means is not known here; its own words are the best trace.', next: [advice`Compare role, token and the address of the service`, session`token show`] }
