/** What is said to whoever types the program's name alone, at a terminal. */
export interface WelcomeWords {
  ask: string
  /** What one can do, each within 36 columns. */
  ways: Record<'sandbox' | 'learn' | 'provider' | 'help', string>
}
