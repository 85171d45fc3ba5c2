import { advice } from '../again.ts'
import type { Catalogue, FailureProse, WorkloadFailures } from '../catalogue.ts'
import type { WorkloadCheck } from '../grant.ts'
import type { Lessons } from '../lessons.ts'
import { helpOf, pick, text } from '../text.ts'
import { enParts } from './failure-parts.ts'

type Words = Pick<FailureProse, 'cause' | 'next'>

const other: Words = { cause: 'The platform has put no token there, or under another name.', next: advice`Compare the name with the platform’s documentation; file:FILE reads a token from a file` }

const platforms: Readonly<Record<string, Words>> = {
  github: { cause: 'GitHub sets it only in a job with permissions: id-token: write. The pull request of a fork never has it.', next: advice`Add to the job: permissions: id-token: write` },
  gitlab: { cause: 'GitLab sets it where the job has id_tokens, under the name that stands there.', next: advice`Add to the job: id_tokens: with this name, and aud: below it` },
}

export const enWorkloadFailures: WorkloadFailures = {
  'workload-token-missing': d => ({ message: `The platform’s token is not there: ${text(d['variable'])} is not set`, ...pick(platforms, d['platform']) ?? other }),
  'workload-token-refused': d => ({ message: `GitHub gave the job no token${enParts.quoted(d)}`, cause: 'It answers only the job itself, while it runs, and only with permissions: id-token: write.', next: [advice`Add to the job: permissions: id-token: write`, helpOf(d['command'])] }),
}

export const enWorkloadChecks: Pick<Catalogue['checks'], WorkloadCheck> = {
  'workload-token-jwt': { title: 'The platform’s token is a signed JWT', cause: 'Something else came from there. It was not sent, since it may be another secret.', next: advice`Compare the name of the file or variable with the platform’s documentation. A token that is no JWT can be exchanged with --subject-token-file` },
  'workload-token-audience': { title: 'The platform’s token is for this audience (aud)', cause: 'It is for somebody else, who would take it from whoever has it; or it names nobody. A token for a cluster’s own API opens the cluster. Nothing was sent.', next: advice`Have the platform make one for this audience (GitLab: aud under id_tokens; Kubernetes: audience of the projected volume), or name another one with --workload-audience` },
  'workload-token-expiry': { title: 'The platform’s token is good at this time', cause: 'It is over, has no exp, or the clocks differ. A token in a variable stays as it is; a projected file is renewed. Nothing was sent.', next: advice`Take the token nearer to the start of the job, or from a file that is renewed` },
}

export const enWorkloadWords: Pick<Catalogue['checkWords'], WorkloadCheck> = {
  'workload-token-jwt': { noun: 'form', wrong: 'The platform’s token is no signed JWT' },
  'workload-token-audience': { noun: 'audience', wrong: 'The platform’s token is for another audience' },
  'workload-token-expiry': { noun: 'expiry', wrong: 'The platform’s token is past its expiry (exp), or names none' },
}

const prevents = (attack: string) => ({ seenBy: 'the client', protects: 'The walk ends here: nothing is sent on.', attack })

export const enWorkloadLessons: Pick<Lessons['checks'], WorkloadCheck> = {
  'workload-token-jwt': prevents('a wrong path or name, by which the provider would get another secret'),
  'workload-token-audience': prevents('a provider that takes your job’s token and uses it where it was meant for'),
  'workload-token-expiry': prevents('an old token of a job that somebody found'),
}

/** What the platform said of the job, for whoever compares it with the trust at the provider. */
export const enPresented = (said: string): string => `The token that was sent says: ${said}.`

export const enWorkloadHelp: Record<string, string> = {
  '--subject-token-from': 'take the token to exchange from: github, env:VARIABLE, file:FILE or fd:NUMBER',
  '--assertion-from': 'take the assertion from: github, env:VARIABLE, file:FILE or fd:NUMBER',
  '--client-assertion-from': 'the client proves itself by a token of its platform: github, env:VARIABLE, file:FILE or fd:NUMBER; no secret',
  '--workload-audience': 'aud of the platform’s token (default: the issuer)',
}
