import { ipcMain, type IpcMainInvokeEvent } from 'electron'
import type { z } from 'zod'
import {
  callChannel,
  callNames,
  type CallInput,
  type CallName,
  type CallOutput,
} from '../../shared/ipc/contract'
import { fail, type Result } from '../../shared/result'
import { logError } from '../log'
import { isOurPage } from './is-our-page'

type Answer<Name extends CallName> = Result<CallOutput<Name>> | Promise<Result<CallOutput<Name>>>

/** Validates the input of one call and answers it. */
export interface Handler<Name extends CallName> {
  readonly input: z.ZodType<CallInput<Name>>
  readonly run: (input: CallInput<Name>) => Answer<Name>
}

/** One handler for each call of the contract; a missing handler does not compile. */
export type Handlers = { readonly [Name in CallName]: Handler<Name> }

/**
 * Routes all calls from windows to main. The sender must be the top frame of our page, and its input must parse. It always
 * gets a result, never an exception that could contain a stack or a path.
 */
export function routeCalls(handlers: Handlers): void {
  for (const name of callNames) {
    ipcMain.handle(callChannel(name), (event, raw: unknown) => answer(handlers, { name, event, raw }))
  }
}

/** Any handler. `Handler` guarantees that `run` takes what `input` returns, but the type of the call is erased here. */
interface AnyHandler {
  readonly input: z.ZodType
  readonly run: (input: never) => Result<unknown> | Promise<Result<unknown>>
}

async function answer(
  handlers: Handlers,
  call: { readonly name: CallName; readonly event: IpcMainInvokeEvent; readonly raw: unknown },
): Promise<Result<unknown>> {
  if (!isOurPage(call.event)) return fail({ kind: 'request-invalid', retry: 'no' })
  const handler: AnyHandler = handlers[call.name]
  const input = handler.input.safeParse(call.raw)
  if (!input.success) return fail({ kind: 'request-invalid', retry: 'no' })
  try {
    return await handler.run(input.data as never)
  } catch (error) {
    logError(`call ${call.name} failed`, error)
    return fail({ kind: 'internal', retry: 'no' })
  }
}
