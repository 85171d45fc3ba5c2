import { avatarPath, user, userClaims } from './user.ts'

/** Somebody who may sign in; `picture` is an address of the sandbox itself, which its pages may show. */
export interface Person {
  username: string
  password: string
  claims: Record<string, unknown> & { sub: string }
  picture?: string
}

/** Whoever may sign in. The passwords are no secrets: the sign-in page shows them. */
export class People {
  readonly #byName = new Map<string, Person>()
  readonly #bySubject = new Map<string, Person>()

  constructor(first: readonly Person[]) {
    for (const person of first) this.add(person)
  }

  /**
   * Adds somebody, in place of whoever had this username or subject: the order stays, since the first one signs in
   * where nobody is named.
   */
  add(person: Person): void {
    const replaced = [this.#byName.get(nameOf(person.username)), this.#bySubject.get(person.claims.sub)]
    if (replaced.some(one => one !== undefined)) this.#replace(replaced, person)
    else this.#keep(person)
  }

  #replace(replaced: readonly (Person | undefined)[], person: Person): void {
    const before = this.all()
    const place = before.findIndex(one => replaced.includes(one))
    const behind = before.slice(place).filter(one => !replaced.includes(one))
    this.#byName.clear()
    this.#bySubject.clear()
    for (const one of [...before.slice(0, place), person, ...behind]) this.#keep(one)
  }

  #keep(person: Person): void {
    this.#byName.set(nameOf(person.username), person)
    this.#bySubject.set(person.claims.sub, person)
  }

  /** Whose credentials these are; spaces around the name and its case don't matter. */
  recognise(username: string, password: string): Person | undefined {
    const person = this.named(username)
    return person?.password === password ? person : undefined
  }

  named(username: string): Person | undefined {
    return this.#byName.get(nameOf(username))
  }

  withSubject(sub: string): Person | undefined {
    return this.#bySubject.get(sub)
  }

  all(): Person[] {
    return [...this.#byName.values()]
  }
}

function nameOf(username: string): string {
  return username.trim().toLowerCase()
}

/** The one person of a sandbox that was told of no other. */
export function theUserOf(issuer: string): Person {
  return { username: user.username, password: user.password, claims: userClaims(issuer), picture: avatarPath }
}
