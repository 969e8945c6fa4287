import type { ConnectionLike } from "@temporalio/client";
import { searchAttributes } from "../model/messages.ts";

type AttributeType = (typeof searchAttributes)[keyof typeof searchAttributes]["type"];

/** How the Temporal command line spells the types. */
export const spellings = {
  KEYWORD: "Keyword",
  DATETIME: "Datetime",
  KEYWORD_LIST: "KeywordList",
  INT: "Int",
} as const satisfies Record<AttributeType, string>;

/** temporal.api.enums.v1.IndexedValueType */
const numbers = { KEYWORD: 2, INT: 3, DATETIME: 6, KEYWORD_LIST: 7 } as const satisfies Record<AttributeType, number>;

/** gRPC status codes. */
const notFound = 5;
const alreadyExists = 6;

const daySeconds = 86_400;
const usableMs = 20_000;

export interface NamespaceWish {
  readonly namespace: string;
  /** Closed workflows are readable for at least this long. */
  readonly retentionDays: number;
}

/** Makes the namespace, or raises its retention; never lowers it. Resolves when the namespace can be used. */
export async function ensureNamespace(connection: ConnectionLike, wish: NamespaceWish): Promise<void> {
  const { namespace, retentionDays } = wish;
  const { msToTs } = await import("@temporalio/common/lib/time.js");
  const workflowExecutionRetentionPeriod = msToTs(retentionDays * daySeconds * 1_000);
  const present = await unless(notFound, () => connection.workflowService.describeNamespace({ namespace }));
  if (present === undefined) {
    const request = { namespace, workflowExecutionRetentionPeriod };
    await unless(alreadyExists, () => connection.workflowService.registerNamespace(request));
  } else if (Number(present.config?.workflowExecutionRetentionTtl?.seconds ?? 0) < retentionDays * daySeconds) {
    await connection.workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: workflowExecutionRetentionPeriod },
    });
  }
  // Frontends learn of a new namespace some seconds later.
  await eventually(() => unless(notFound, () => connection.workflowService.countWorkflowExecutions({ namespace })));
}

/** Adds Rundown's search attributes where they are missing. Throws when one exists with another type. */
export async function ensureSearchAttributes(connection: ConnectionLike, namespace: string): Promise<void> {
  const wanted = Object.values(searchAttributes);
  const missing = await missingAttributes(connection, namespace);
  if (missing.length === 0) return;
  const add = Object.fromEntries(
    wanted.filter(({ name }) => missing.includes(name)).map(({ name, type }) => [name, numbers[type]]),
  );
  await unless(alreadyExists, () =>
    connection.operatorService.addSearchAttributes({ namespace, searchAttributes: add }),
  );
  await eventually(async () => ((await missingAttributes(connection, namespace)).length === 0 ? true : undefined));
  // Queries are compiled from a cache of their own.
  const query = wanted.map(({ name }) => `${name} IS NULL`).join(" AND ");
  await eventually(() => unless(3, () => connection.workflowService.countWorkflowExecutions({ namespace, query })));
}

async function missingAttributes(connection: ConnectionLike, namespace: string): Promise<readonly string[]> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  return Object.values(searchAttributes).flatMap(({ name, type }) => {
    const present = customAttributes[name];
    if (present === undefined || present === null) return [name];
    if (String(present) !== String(numbers[type])) {
      throw new Error(
        `Search attribute ${name} exists in namespace ${namespace} with another type than ${spellings[type]}. ` +
          "Remove it (temporal operator search-attribute remove) or use another namespace.",
      );
    }
    return [];
  });
}

/** The call's value, or undefined when it fails with this gRPC code. */
async function unless<T>(code: number, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === code) return undefined;
    throw error;
  }
}

async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (const deadline = Date.now() + usableMs; ;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() >= deadline) throw new Error(`the server did not take up a change within ${usableMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
