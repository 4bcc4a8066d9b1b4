import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono, type Context } from 'hono'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { routes, unknownRoute, type Route } from './routes'
import { runCall, type CallEnvironment } from './run-call'

/** Room for a query far over the limit of 2,048, which this server refuses itself, and in its own words. */
const maximumHeadBytes = 256 * 1024

/** As IIS: a client that pauses between two calls must not find its connection gone. */
const keepAliveMs = 120_000

export interface ListenOptions {
  readonly port: number
  readonly tls: { readonly key: string; readonly cert: string } | undefined
}

export interface Listening {
  readonly url: string
  close(): Promise<void>
}

type AppContext = Context<{ Bindings: HttpBindings }>

function createApp(stage: CallEnvironment): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  // Answers are written past the framework: faults need the socket, downloads a stream with back-pressure.
  const serve = (route: Route) => async (c: AppContext) => {
    const { incoming, outgoing } = c.env
    await runCall({ incoming, outgoing, route, param: (name) => c.req.param(name) ?? '' }, stage)
    return RESPONSE_ALREADY_SENT
  }
  for (const [methodAndPath, route] of routes) {
    const [method = '', path = ''] = methodAndPath.split(' ')
    app.on(method, path, serve(route))
  }
  app.notFound(serve(unknownRoute))
  return app
}

function createNodeServer(app: Hono<{ Bindings: HttpBindings }>, tls: ListenOptions['tls']): Server {
  // The globals of the process are not ours to replace: the app lives in it too.
  const common = { fetch: app.fetch as never, overrideGlobalObjects: false } as const
  const limits = {
    maxHeaderSize: maximumHeadBytes,
    requestTimeout: 0,
    headersTimeout: 0,
    keepAliveTimeout: keepAliveMs,
  }
  const server =
    tls === undefined
      ? createAdaptorServer({ ...common, createServer, serverOptions: limits })
      : createAdaptorServer({
          ...common,
          createServer: createTlsServer,
          serverOptions: { ...limits, ...tls },
        })
  return server as Server
}

export async function listen(stage: CallEnvironment, options: ListenOptions): Promise<Listening> {
  const server = createNodeServer(createApp(stage), options.tls)
  // Loopback alone, whatever the options say: the demo key is no protection.
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
