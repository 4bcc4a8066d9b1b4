import type { IncomingMessage } from 'node:http'
import { ApiError } from './error-bodies'

const limitBytes = 8 * 1024 * 1024

async function readText(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of incoming as AsyncIterable<Buffer>) {
    size += part.length
    if (size > limitBytes) throw new ApiError('The request body is too large.')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

export type JsonObject = Readonly<Record<string, unknown>>

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The body of a call as an object; no body at all is an empty one. */
export async function readJsonObject(incoming: IncomingMessage): Promise<JsonObject> {
  const text = await readText(incoming)
  if (text.trim() === '') return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ApiError('The request body is not valid JSON.')
  }
  if (!isJsonObject(value)) throw new ApiError('The request body is not a JSON object.')
  return value
}

/** A number, also when it came as a string: ASP.NET converts. */
export function readInteger(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined
}

export function readString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
