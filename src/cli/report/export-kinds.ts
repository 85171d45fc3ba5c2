import type { Transcript } from '../../render/saved/transcript.ts'
import type { DocumentText, JsonText } from '../../text/written.ts'
import type { Run } from '../run.ts'

/** Writes a walk down in one way. */
type Render = (transcript: Transcript, run: Run) => Promise<JsonText | DocumentText>

/** The ways to write a walk down, by flag: each is loaded where it is asked for. */
export const renderers = {
  html: async (transcript, { catalogue }) => {
    const { toHtml } = await import('../../render/report/page.ts')
    // What tells of findings in a recording is loaded only where there are some.
    const { findings = [] } = transcript
    const found = findings.length === 0
      ? undefined
      : await (await import('../explain/findings.ts')).openFindings(findings, catalogue)
    return toHtml(transcript, catalogue, found)
  },
  mermaid: async (transcript, { catalogue }) =>
    (await import('../../render/mermaid.ts')).toMermaid(transcript, catalogue),
  har: async transcript => (await import('../../render/har.ts')).toHar(transcript),
  curl: async (transcript, { catalogue }) => (await import('../../render/curl.ts')).toCurl(transcript, catalogue),
  save: async transcript => (await import('../../text/json.ts')).toJsonLine(transcript, 2),
} as const satisfies Record<string, Render>

export type ExportKind = keyof typeof renderers
export const exportKinds = Object.keys(renderers) as ExportKind[]
