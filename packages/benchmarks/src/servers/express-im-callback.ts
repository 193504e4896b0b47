import { createServer } from 'node:http'
import { imCallback } from '@im-callback/express'
import express from 'express'
import { path } from '../callback.js'
import { im } from './im.js'
import { serve } from './serve.js'

const app = express()
app.post(path, imCallback(im))
serve(createServer(app))
