/**
 * The shape every catalog has to fill: all keys of the English one. French and other Romance languages have a third plural
 * for millions, so wherever there is `…_other` there is `…_many` too.
 */
export type Translation<T> = {
  [K in keyof T]: T[K] extends string ? string : Translation<T[K]>
} & { [K in keyof T as K extends `${infer Base}_other` ? `${Base}_many` : never]: string }
