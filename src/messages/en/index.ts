import type { Catalogue } from '../catalogue.ts'
import { enMessageWords } from './of-message.ts'
import { enClientWords } from './registration.ts'
import { enCalls } from './calls.ts'
import { enCauses } from './causes.ts'
import { enChecks } from './checks.ts'
import { enCheckWords } from './check-words.ts'
import { enCredential } from './credential.ts'
import { enConversation } from './conversation.ts'
import { enFailures } from './failures.ts'
import { enExamWords } from './exam.ts'
import { enKeyWords } from './key.ts'
import { enStoreWords } from './store.ts'
import { enMcpWords } from './mcp.ts'
import { enLessons } from './lessons.ts'
import { enObstacles } from './obstacles.ts'
import { enOfToken } from './parameters.ts'
import { enReport } from './report.ts'
import { enProvider } from './provider.ts'
import { enValues } from './values.ts'
import { enWelcome } from './welcome.ts'
import { enFindings } from './findings.ts'
import { enStory } from './story.ts'
import { enSteps, enTelling } from './taught.ts'

export const en: Catalogue = {
  language: 'en', ...enMessageWords,
  steps: enSteps,
  report: enReport,
  telling: enTelling,
  checkWords: enCheckWords,
  values: enValues,
  refreshStep: {
    title: 'The refresh token gets new tokens', route: 'client ↔ authorization server (back channel)',
    about: 'Neither you nor the browser is needed. Client authentication proves who the client is; there is no code, so there is no PKCE.',
  },
  arrows: {
    start: 'You ask to sign in',
    'resource-request': 'request to the resource',
    'resource-response': 'answer of the resource',
    'registration-request': 'client registration',
    'registration-response': 'the client as it is registered',
    'push-request': 'pushed authorization request',
    'push-response': 'pushed authorization response',
    'authorization-request': 'authorization request: the browser is sent to the provider',
    'sign-in-and-consent': 'You sign in at the provider and allow the access',
    'authorization-response': 'authorization response: the provider redirects the browser back',
    callback: 'The browser brings the answer to the client',
    'exchange-request': 'token exchange at the identity provider',
    'exchange-response': 'ID-JAG of the identity provider',
    'token-request': 'token request',
    'token-response': 'token response',
    'userinfo-request': 'resource request',
    'userinfo-response': 'answer of the resource',
  },
  ofToken: enOfToken,
  lessons: enLessons,
  checks: enChecks,
  causes: enCauses,
  failures: enFailures,
  obstacles: enObstacles,
  findings: enFindings,
  conversation: enConversation,
  library: { notOurs: said => said === '' ? 'Something else than a failure of oauth-walk was thrown' : `Not a failure of oauth-walk: ${said}` },
  key: enKeyWords,
  store: enStoreWords,
  client: enClientWords,
  exam: enExamWords,
  mcp: enMcpWords,
  calls: enCalls,
  welcome: enWelcome,
  credential: enCredential,
  story: enStory,
  tab: {
    lang: 'en',
    ignoredTitle: 'Not this login',
    ignoredText: 'This page does not belong to the login that is waiting. Nothing was used. You can close this tab.',
    strangeTitle: 'Wrong address',
    strangeText: host => `The login waits at ${host}, and this page was opened under another name. Nothing was used. Open the same address with ${host}.`,
    doneTitle: 'You are signed in',
    doneText: 'All six steps are done. You can close this tab and go back to the terminal.',
    signedInTitle: 'You are signed in; only step 6 failed',
    failedTitle: 'The login did not succeed',
    failedText: 'Go back to the terminal: it says what happened and what to do.',
    overTitle: 'This login is already done',
    overText: 'Its answer has come, in another tab or before this page was loaded again. Nothing was sent a second time. You can close this tab.',
    unfinishedTitle: 'Back to the terminal',
    unfinishedText: 'The provider takes its time. The terminal says how it ends; you can close this tab.',
    steps: 'The six steps', done: 'done', failed: 'failed', open: 'not done',
  },
  provider: enProvider,
}
