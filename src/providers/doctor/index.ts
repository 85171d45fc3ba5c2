import { china } from './china.ts'
import { microsoft } from './microsoft.ts'
import { refreshable } from './refreshable.ts'
import { standard } from './standard.ts'
import { fits, type Rule, type Symptom } from './symptom.ts'
import { western } from './western.ts'

/** Every rule, in the order in which they are asked: what one provider means by a code comes before what anybody may mean. */
export const rules: readonly Rule[] = [...microsoft, ...western, ...china, ...refreshable, ...standard]

/** The diagnosis that explains a failure; undefined where none is known. Its sentences are in `messages/en-doctor.ts` and `zh-doctor.ts`. */
export function diagnose(symptom: Symptom): string | undefined {
  return rules.find(rule => fits(rule, symptom))?.id
}

export { errorPages } from './error-pages.ts'
export type { Rule, Symptom } from './symptom.ts'
