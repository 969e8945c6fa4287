import { z } from "zod";

/** What the second library is given: the whole address without its signature parameters. */
export interface SecondInput {
  readonly method: string;
  readonly url: string;
  readonly body?: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly datetime: string;
}

/** The package that signs too, written by others: AwsV4Signer with the signature in the query. */
const library = "aws4fetch";
const loadedSchema = z.looseObject({
  AwsV4Signer: z.custom<new (options: object) => object>((value) => typeof value === "function"),
});
const signedSchema = z.looseObject({ url: z.instanceof(URL) });

/** Signs with the other library; null where it is not installed. */
export async function secondSigner(): Promise<((input: SecondInput) => Promise<URL>) | null> {
  const loaded = loadedSchema.safeParse(await import(library).catch(() => null));
  if (!loaded.success) return null;
  return async (input) => {
    const options = { ...input, headers: { accept: "application/json" }, service: "ket", region: "cn-beijing-6" };
    const signer = new loaded.data.AwsV4Signer({ ...options, signQuery: true });
    const work: unknown = Reflect.get(signer, "sign");
    if (typeof work !== "function") throw new Error(`${library} has another shape`);
    return signedSchema.parse(await Reflect.apply(work, signer, [])).url;
  };
}
