/** What becomes of an element that was taken. */
export type Outcome =
  | { readonly kind: 'done' }
  /** At the tail of the list again, after `delay` milliseconds. */
  | { readonly kind: 'retry'; readonly kept: string; readonly delay: number }
  /** At the head of the list again, for whoever comes first. */
  | { readonly kind: 'back'; readonly kept: string }
  /** A dead letter. */
  | { readonly kind: 'dead'; readonly kept: string }
