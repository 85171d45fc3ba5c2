import { describe, expect, test } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import { fillFix } from '../../src/cli/failures/fill-remedy.ts'
import { listSetElsewhere } from '../../src/cli/login/taken-back.ts'
import type { Run } from '../../src/cli/run.ts'
import { enDoctor, enUndo } from '../../src/messages/en/doctor.ts'
import { zhDoctor, zhUndo } from '../../src/messages/zh/doctor.ts'
import { environmentName, settingTable, type SettingName } from '../../src/providers/settings.ts'

const languages = [
  ['en', enDoctor, enUndo], ['zh', zhDoctor, zhUndo],
] as const

/** Every flag that the table leaves out, with the row that does so. */
const left = languages.flatMap(([language, doctor, undo]) =>
  Object.entries(doctor).flatMap(([id, [, fix]]) =>
    [...fix.matchAll(/\{without ([^}]*)\}/g)].flatMap(([, flags = '']) =>
      flags.split(' ').map(flag => ({ language, id, fix, undo, flag })))))

/** What helps where the environment or the profile, or both, have the setting. */
function waysWith(
  { fix, undo, flag }: Pick<typeof left[number], 'fix' | 'undo' | 'flag'>, places: { variable?: true, profile?: true },
) {
  const name = flag.slice(2) as SettingName
  const environment = places.variable ? { [environmentName(name)]: '1' } : {}
  const run = { context: { environment } } as unknown as Run
  const elsewhere = listSetElsewhere(run, places.profile ? { [name]: true } : {}, 'mine')
  const again = { login: [['sandbox']], session: [], played: [], isLogin: true, elsewhere }
  const ways = fillFix(fix, new Failure('token-refused', { again }), undo)
  return {
    isSwitch: settingTable[name].kind === 'switch', variable: environmentName(name),
    advice: ways.flatMap(way => typeof way === 'string' ? [] : [way.advice]).join('\n'),
    commands: ways.filter(way => typeof way === 'string').join('\n'),
  }
}

test('flags that the doctor leaves out are there to be judged', () => {
  expect(left.length).toBeGreaterThan(10)
})

describe.each(left)('$language $id: $flag', (row) => {
  test('of a variable: it is named, and the next command is without it', () => {
    const { advice, commands, variable, isSwitch } = waysWith(row, { variable: true })
    expect(advice).toContain(variable)
    expect(commands).toContain(`${variable}=${isSwitch ? '0' : ''} oauth-walk login sandbox`)
  })

  test('of a profile: it is named, and no command repeats the failure', () => {
    const { advice, commands, variable, isSwitch } = waysWith(row, { profile: true })
    expect(advice).toMatch(/profile "mine"|配置“mine”/)
    expect(commands).toContain(
      isSwitch ? `${variable}=0 oauth-walk login sandbox` : 'oauth-walk profile show mine',
    )
  })

  test('of both: emptying the variable would bring the profile’s back', () => {
    const { commands, isSwitch } = waysWith(row, { variable: true, profile: true })
    expect(commands).toContain(isSwitch ? '=0 oauth-walk login sandbox' : 'oauth-walk profile show mine')
  })

  test('of neither: the login is said again, and nothing of a profile', () => {
    const { advice, commands } = waysWith(row, {})
    expect(advice).not.toContain('mine')
    expect(commands).toMatch(/^oauth-walk login sandbox/)
  })
})
