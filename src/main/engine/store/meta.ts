/** Small facts of the engine's own (JSON), e.g. which start-up step was done. Not for settings. */
export declare class Meta {
  get<T>(key: string): T | null
  /** Null deletes it. */
  set(key: string, value: unknown): void
}
