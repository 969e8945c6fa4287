/** An answer of the vendor that is a failure: HTTP status, code and message. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** A value the vendor does not take; the code is the catalogue's general one. */
export function malformed(name: string, message = `The specified value of parameter ${name} is not valid.`): Refusal {
  return new Refusal(400, "InvalidParameter.Malformed", message);
}

/** The settled answers for configurations: a second one is a conflict, a missing one is not found. */
export const conflict = (): Refusal => new Refusal(409, "ConfigAlreadyExists", "Config has already existed.");
export const noConfig = (): Refusal => new Refusal(404, "InvalidConfig.NotFound", "Config does not exist.");
