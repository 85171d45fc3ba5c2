declare const masked: unique symbol

/**
 * A value that went through the mask; only `mask.ts` makes one, and whatever tells or writes something takes only this.
 */
export type Masked<Value> = Value & { readonly [masked]: true }
