import { imCallback } from '@im-callback/koa'
import { adapterConformance, listen } from '@im-callback/testing/conformance'
import Router from '@koa/router'
import Koa from 'koa'
import bodyParser from 'koa-bodyparser'
import mount from 'koa-mount'
import { openimPlatform } from './support/platform.js'

const serve = (...layers: Koa.Middleware[]) => {
  const app = new Koa()
  app.silent = true
  for (const layer of layers) app.use(layer)
  return listen(app.callback())
}

adapterConformance(
  {
    name: 'Koa 3',
    bodyStates: {
      untouched: (im) => serve(imCallback(im)),
      'koa-bodyparser': (im) => serve(bodyParser({ jsonLimit: '1mb', formLimit: '1mb' }), imCallback(im)),
    },
    mounts: {
      'at a path with a star': (im) => serve(imCallback(im, { path: '/im/callback/*' })),
      'under a router': (im) => {
        const router = new Router().post('/im/callback/*rest', imCallback(im))
        return serve(router.routes() as Koa.Middleware)
      },
      'under koa-mount': (im) => serve(mount('/im/callback', imCallback(im))),
    },
  },
  openimPlatform,
)
