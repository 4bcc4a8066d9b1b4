import type { IncomingMessage } from 'node:http'
import { ApiError } from './error-bodies'

const maxBodyBytes = 8 * 1024 * 1024

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBodyBytes) throw new ApiError('The request body is too large.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

export type JsonObject = Readonly<Record<string, unknown>>

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The body of a call as an object; a missing body is an empty object. */
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

/** A safe integer from a number or a numeric string, which ASP.NET converts too. */
export function readInteger(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined
}

export function readString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
