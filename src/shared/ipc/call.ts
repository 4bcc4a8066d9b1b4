/** Input of a call, and its output on success. */
export interface Call<Input, Output> {
  readonly input: Input
  readonly output: Output
}
