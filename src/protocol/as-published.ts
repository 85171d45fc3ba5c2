import type { JsonObject } from './answer/json.ts'
import { kindOf, type JsonKind } from './answer/kind.ts'

/** Under which the document stands beside the members of it that can be used; no name of JSON is one of these. */
const document: unique symbol = Symbol('as published')

/** The members that can be used, which know the document that they are from. */
export function fromDocument(usable: JsonObject, published: JsonObject): JsonObject {
  return { ...usable, [document]: published }
}

/**
 * What a member is that was published and can't be used; nothing where there is none. A server whose document is not
 * known published none.
 */
export function kindPublished(server: object, name: string): JsonKind | undefined {
  const published = (server as { [document]?: JsonObject })[document]
  return published?.[name] === undefined ? undefined : kindOf(published[name])
}
