import type { Catalogue, CredentialFailures } from '../catalogue.ts'
import { advice, login, session, signIn } from '../again.ts'
import { command } from '../../text/shell.ts'
import { askForCredential, useBoundToken } from '../commands.ts'
import { advise, text } from '../text.ts'
import { enStsErrors, enStsUnknown } from './security-token-service.ts'

/** Why the request of another program was not understood or not answered. */
function requestRefused(details: Record<string, unknown>): string {
  const tool = text(details['tool'])
  switch (details['reason']) {
    case 'control-characters': return `${tool} sent a value with a line break or another control character`
    case 'incomplete': return `${tool} did not say protocol and host`
    case 'no-host': return `${tool} asks for a credential of ${text(details['host'])}, which is no host`
    case 'unencrypted': return `${text(details['host'])} would get the token unencrypted`
    case 'read-only': return `${tool} wants a credential stored that is not the profile’s token`
    case 'operation': return `${tool} asks for "${text(details['operation'])}"`
    case 'exec-info-missing': return 'KUBERNETES_EXEC_INFO is not set'
    case 'api-version': return `${tool} speaks another version of the exec protocol than v1 and v1beta1`
    case 'cluster-missing': return `${tool} did not say which cluster gets the token`
    default: return `${tool} sent something that is not its credential protocol`
  }
}

function requestCause(details: Record<string, unknown>): string {
  switch (details['reason']) {
    case 'control-characters': return 'A second line could ask for another host’s credential.'
    case 'no-host': return 'A host is a name or an address, perhaps with a port: nothing stands before it or behind it.'
    case 'unencrypted': return 'Tokens go over https only, or to this machine.'
    case 'read-only': return 'The profile’s token comes from its provider and from nowhere else.'
    case 'cluster-missing': return 'The kubeconfig does not have the cluster told to the command, so it can’t be compared with the profile’s hosts.'
    case 'exec-info-missing': return 'kubectl runs this command and sets it.'
    default: return 'The command is meant to be run by that program.'
  }
}

export const enCredentialFailures: CredentialFailures = {
  'host-not-bound': d => Array.isArray(d['candidates'])
    ? { message: `Several profiles are bound to ${text(d['host'])}: ${text(d['candidates'])}`, cause: 'None of them is the active one, so the choice is yours.', next: advice`Add --profile ${d['candidates'][0]}, or set OAUTH_WALK_PROFILE` }
    : { message: `Profile "${text(d['profile'])}" is not bound to ${text(d['host'])}`, cause: 'A token is handed out only for hosts that you have named, since whoever gets it can act as you.', next: command`oauth-walk profile bind ${d['profile']} --host ${d['host']}` },
  'audience-differs': d => ({ message: `The token is not meant for ${text(d['audience'])}`, cause: `Its audience is: ${text(d['given']) || 'not stated'}.`, next: session`token show` }),
  'token-bound': d => ({ message: `The access token of profile "${text(d['profile'])}" is bound to a key (DPoP): ${text(d['what'])} can’t use it`, cause: 'Each request needs a proof that this key has signed. The token alone is refused.', next: useBoundToken }),
  'id-token-unusable': d => ({ message: d['ends_in'] === undefined ? `Profile "${text(d['profile'])}" has no ${d['reason'] === 'expired' ? 'ID token that is still valid' : 'ID token'}` : `The ID token of profile "${text(d['profile'])}" ends in ${text(d['ends_in'])} s: less than the ${text(d['least'])} s that it must still live`, cause: d['reason'] === 'expired' ? `${d['ends_in'] === undefined ? 'It has expired, and the' : 'The'} provider gave no new one with the refresh.` : 'The session was made without the scope openid, or the provider gave no ID token.', next: [d['reason'] === 'expired' ? signIn : login`--scope "openid offline_access"`, advice`or hand out the access token: --token-type access_token`] }),
  'tool-request-invalid': d => ({ message: requestRefused(d), cause: requestCause(d), next: askForCredential(d) }),
  'sts-refused': d => advise(d, enStsErrors, { message: `${text(d['url'])} refused to give the role’s credentials (${stated(d)})`, ...enStsUnknown }),
}

function stated(details: Record<string, unknown>): string {
  const provider = details['provider'] as { error?: unknown, status?: unknown } | undefined
  return text(provider?.error) || `status ${text(provider?.status)}`
}

export const enCredential: Catalogue['credential'] = {
  bound: (profile, hosts) => hosts.length === 0
    ? `Profile "${profile}" is bound to no host.`
    : `Tokens of profile "${profile}" may be handed out for: ${hosts.join(', ')}`,
}

export const enCredentialHelp: Record<string, string> = {
  credential: 'hand tokens to kubectl, git, docker and aws, in their own protocols',
  'credential.kubectl': 'an ExecCredential for kubectl, for clusters that the profile is bound to',
  'credential.git': 'git’s credential helper, for hosts that the profile is bound to',
  'credential.docker': 'docker’s credential helper, for registries that the profile is bound to',
  'credential.aws': 'credentials of an AWS role, for credential_process',
  'credential.operation': 'what the program asks for: get, store, erase, list',
  'profile.bind': 'name the hosts that other programs may get the profile’s token for',
  '--host': 'host that other programs may get the token for; repeatable',
  '--bind-remove': 'take these hosts away',
  '--token-type': 'which token to hand out (default: id_token)',
  '--credential-audience': 'refuse a token that is not meant for this audience',
  '--username': 'user name to hand out with the token (default: oauth2)',
  '--basic': 'user name and password also for a git that can send a bearer token',
  '--role-arn': 'the role whose credentials are wanted',
  '--role-session-name': 'name of the session in AWS’ logs (default: oauth-walk)',
  '--sts-endpoint': 'the security token service (default: https://sts.amazonaws.com/)',
  '--duration-seconds': 'how long the credentials shall live',
}
