import type { Command } from '../text/shell.ts'

/** Words of a command, group by group: a flag with its value, or one word that stands alone. */
export type Words = readonly (readonly string[])[]

/** What this run was, as a command says it again; it travels in the details of a failure as `again`. */
export interface ThisRun {
  /** Behind `login`: the target and the flags as they were given, without secrets. */
  login: Words
  /** Behind a command for the session: `--profile NAME`, unless it is the active one. */
  session: Words
  /** What the sandbox was told to play: said again, unless the login is to be walked again just as it should be. */
  played: Words
  /**
   * What the environment or the profile sets, flag by flag: the flag, the variable (or nothing), the profile, and the
   * words by which one command takes it back, where some do.
   */
  elsewhere?: Words
  /** The command was a login. */
  isLogin: boolean
  /** It keeps no session, by a flag, a variable or its profile. */
  keepsNothing?: boolean
  /** It was a check, which takes the same address and flags: that is what can be done again. */
  isCheck?: boolean
  /** The login was a part of `learn`: that is what can be done again. */
  isLesson?: boolean
  /** The words of a command that asks a resource, with which it may ask again. */
  asked?: Words
  /** The command that was typed, without its arguments. */
  name?: string
  /** The run showed its messages already. */
  isVerbose?: boolean
  /** The run showed its tokens decoded already, by `--explain`. */
  isExplained?: boolean
}

/** What to type or to do: it may name this run, which only the telling of a failure knows. */
export type Way = Command | OfRun | Advice | AdviceOfRun

/** A command that is made when it is known what this run was. */
export type OfRun = (run: ThisRun) => Command

/** What to do, where that depends on what this run was. */
export type AdviceOfRun = (run: ThisRun) => Advice

/** What to do where nothing that could be typed does it. */
export interface Advice { advice: string }
