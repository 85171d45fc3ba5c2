import { advice } from '../again.ts'
import type { Catalogue } from '../catalogue.ts'
import type { ExplainFailure } from '../explain.ts'
import { command } from '../../text/shell.ts'
import { pick, text } from '../text.ts'

export const enExplainFailures: Pick<Catalogue['failures'], ExplainFailure> = {
  'input-unrecognised': d => d['saved'] === 'yes'
    ? ({ message: `${d['source'] === '-' ? 'The input' : text(d['source'])} is a walk that oauth-walk saved`, cause: 'explain reads what other programs sent and got; report tells a saved walk again.', next: command`oauth-walk report ${d['source']}` })
    : d['cut'] === 'yes'
      ? ({ message: `${d['source'] === '' ? 'The text' : d['source'] === '-' ? 'What came on stdin' : text(d['source'])} begins as a HAR file and is cut off`, cause: 'It ends in the middle, before the first message of OAuth.', next: [advice`Save the recording again, and give explain the whole file`] })
      : d['address'] === 'yes'
        ? ({ message: 'No OAuth parameter was found in the address', cause: 'An authorization request has response_type and client_id, its answer has code or error, and state.', next: [advice`Give it the address of the authorization request or of the callback, whole, with all that stands behind ? or #; or the answer, the token, the log or the HAR file`, command`oauth-walk explain --help`] })
        : ({
            message: d['missing'] === 'yes' ? `${text(d['source'])} is no file here, and as text it holds nothing of OAuth` : d['source'] === '' ? 'Nothing of OAuth was found in the text' : d['source'] === '-' ? 'Nothing of OAuth was found in what came on stdin' : `Nothing of OAuth was found in ${text(d['source'])}`,
            cause: (d['long'] === 'yes' ? 'The text is too long: a message of OAuth is not so long, and none is read to its end. ' : '') + 'explain understands addresses, answers, tokens, metadata, key sets, header fields, HTTP messages, logs with such lines, web pages and HAR files. It reads commands of curl, wget, HTTPie and PowerShell, and calls of fetch, too.',
            next: [advice`Give it the whole message as it was sent or came, with its address`, command`oauth-walk explain --help`],
          }),
  'input-missing': () => ({
    message: 'Nothing was given to explain',
    cause: 'The input is an argument, a file, or what comes through a pipe.',
    next: [command`oauth-walk explain --help`],
  }),
  'recording-ends': () => ({
    message: 'The recording ends before anything came back to the application',
    cause: 'The sign-in was not finished, the provider showed an error page, or the recording was stopped too early.',
    next: [advice`Look at the page at which it stopped; record once more, with “Preserve log” on, until the application shows its own page`],
  }),
}

const unrecorded: Readonly<Record<string, string>> = {
  'authorization-request': 'The authorization request is not in this recording.',
  'authorization-response': 'The answer to the authorization request is not in this recording.',
  'token-request': 'This step is not in this recording: it happened server to server, or later.',
  'token-request-unasked': 'There is no such step: the login asked for no code, and everything came through the browser.',
  'token-response': 'The answer is not in this recording.',
  'userinfo-request-over': 'There is no such step: the login ended before it, without a token.',
  'userinfo-request': 'This step is not in this recording: it happened server to server, or not at all.',
}

export const enExplainFindings: Pick<Catalogue['findings'], 'not-recorded'> = {
  'not-recorded': d => pick(unrecorded, d['what']) ?? 'This is not in the recording.',
}

export const enExplainHelp: Record<string, string> = {
  explain: 'tell what an address, a token, an answer, a log or a HAR file of another program is, and what is wrong with it',
  'explain.input': 'the text itself, a file, or - for stdin',
  '--clipboard': 'explain the text in the clipboard, where the system has one',
  'explain.--request': 'the authorization request to which the answer belongs: an address or a file',
  'explain.--issuer': 'the issuer that is expected',
  'explain.--client-id': 'the client’s id that is expected',
  'explain.--jwks': 'keys (JWKS) to check signatures with: a file, or the address to fetch them from',
  'explain.--login': 'which of several logins in the input to tell: 1, 2 …',
  'explain.--save': 'write the login as a transcript, as that of oauth-walk login, for report and diff',
  '--at': 'judge as of this time (ISO 8601 or seconds since 1970) instead of now',
  'explain.--show-secrets': 'show codes, tokens and secrets as they came',
  'explain.examples': `  oauth-walk explain 'https://HOST/authorize?response_type=code&…'
  pbpaste | oauth-walk explain -         a token, an answer, an error page
  oauth-walk explain login.har           the login of an app, as the browser recorded it`,
}
