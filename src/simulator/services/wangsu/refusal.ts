/** What the vendor answers instead of doing it: a code of chapter 4 or of the call's own table. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: number;
  readonly status: number;

  constructor(code: number, message: string, status = 200) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
