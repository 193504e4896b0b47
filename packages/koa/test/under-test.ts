import { buffer, text } from 'node:stream/consumers'
import { imCallback } from '@im-callback/koa'
import { type AdapterUnderTest, listen, type StartServer } from '@im-callback/testing/conformance'
import Router from '@koa/router'
import type Koa from 'koa'
import bodyParser from 'koa-bodyparser'
import mount from 'koa-mount'
import { leaving } from './leaving.js'

/** What both versions of Koa are tested with. */
export function koaUnderTest(name: string, create: () => Koa): AdapterUnderTest {
  const serve = (build: (app: Koa) => Pick<Koa, 'callback'>) => {
    const app = create()
    app.silent = true
    return listen(build(app).callback())
  }
  const after =
    (...before: Koa.Middleware[]): StartServer =>
    (im) =>
      serve((app) => [...before, imCallback(im)].reduce<Koa>((built, layer) => built.use(layer), app))
  const parser = bodyParser({ jsonLimit: '1mb', formLimit: '1mb' })
  const path = '/im/callback'
  return {
    name,
    bodyStates: {
      untouched: after(),
      'koa-bodyparser': after(parser),
      'koa-bodyparser without rawBody': after(
        parser,
        leaving(async () => ({ rawBody: undefined })),
      ),
      rawBody: after(leaving(async ({ req }) => ({ rawBody: await buffer(req) }))),
      bytes: after(leaving(async ({ req }) => ({ body: await buffer(req) }))),
      text: after(leaving(async ({ req }) => ({ body: await text(req) }))),
      drained: after(leaving(async ({ req }) => ({ size: (await buffer(req)).length }))),
    },
    mounts: {
      'at a path': (im) => serve((app) => app.use(imCallback(im, { path }))),
      'under a router': (im) => serve((app) => app.use(new Router().post(path, imCallback(im)).routes())),
      'under koa-mount': (im) => serve((app) => app.use(mount(path, imCallback(im)))),
    },
  }
}
