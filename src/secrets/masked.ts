declare const masked: unique symbol

/** What went through the mask (`mask.ts`), which alone makes it: whatever tells or writes something takes only this. */
export type Masked<Value> = Value & { readonly [masked]: true }
