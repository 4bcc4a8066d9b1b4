/** What a call of the contract is given, and what it answers where it succeeds. */
export interface Call<Input, Output> {
  readonly input: Input
  readonly output: Output
}
