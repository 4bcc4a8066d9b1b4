import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono, type Context } from 'hono'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { isForeignCall } from './foreign-call'
import { routes, unknownRoute, type Route } from './routes'
import { runCall, type CallEnvironment } from './run-call'

/** Allows queries far over the limit of IIS, so that this server refuses them with its own page. */
const maxHeaderBytes = 256 * 1024

/** As in IIS: a connection survives a client's pause between two calls. */
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

function createApp(environment: CallEnvironment): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  // Responses bypass the framework: faults need the socket, and downloads need backpressure.
  const serve = (route: Route) => async (c: AppContext) => {
    const { incoming, outgoing } = c.env
    if (isForeignCall(incoming.headers)) {
      outgoing.writeHead(403, { connection: 'close' }).end()
      return RESPONSE_ALREADY_SENT
    }
    await runCall({ incoming, outgoing, route, param: (name) => c.req.param(name) ?? '' }, environment)
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
  // In demo mode the app runs in this process too, so the global Request and Response must not be replaced.
  const common = { fetch: app.fetch as never, overrideGlobalObjects: false } as const
  const limits = {
    maxHeaderSize: maxHeaderBytes,
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

export async function listen(environment: CallEnvironment, options: ListenOptions): Promise<Listening> {
  const server = createNodeServer(createApp(environment), options.tls)
  // Only loopback: the demo key is public.
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
