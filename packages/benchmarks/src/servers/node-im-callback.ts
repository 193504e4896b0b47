import { createServer } from 'node:http'
import { createNodeHandler } from '@im-callback/core/node'
import { path } from '../callback.js'
import { im } from './im.js'
import { serve } from './serve.js'

serve(createServer(createNodeHandler(im, { path })))
