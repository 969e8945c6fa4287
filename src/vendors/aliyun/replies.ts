import { z } from "zod";

// Building blocks of replies. They are loose: numbers arrive as text in some sections, lists with or without a wrapper.

/** Text that some answers send as a number. */
export const str = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .transform((value) => (value === undefined || value === null ? null : String(value)));

/** Number that some answers send as text; null for text that is none. */
export const num = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((value) => (value === undefined || value === null || value === "" ? null : finite(Number(value))));

/** An id without which the answer is of no use. */
export const id = z.string().min(1);

/** A reply with these fields; more are welcome. The request id is read by the client. */
export function reply<Shape extends z.core.$ZodLooseShape>(shape: Shape): z.ZodObject<Shape, z.core.$loose> {
  return z.looseObject(shape);
}

/** A reply of which nothing but success is of interest. */
export const plainReply = z.looseObject({});

/** A group of fields; null when it is not there. */
export function group<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z
    .looseObject(shape)
    .nullish()
    .transform((value) => value ?? null);
}

/** A list, bare as in most examples of the document or wrapped as `{ <wrapper>: […] }` as the service sends it; absent reads as empty. */
export function rows<Item extends z.ZodType>(wrapper: string, item: Item) {
  const items = z.array(item);
  return z
    .union([items, z.looseObject({ [wrapper]: items.nullish() }), z.literal("")])
    .nullish()
    .transform((value): readonly z.output<Item>[] => {
      if (value === undefined || value === null || value === "") return [];
      if (Array.isArray(value)) return value;
      return value[wrapper] ?? [];
    });
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
