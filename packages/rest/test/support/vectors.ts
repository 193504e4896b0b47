/** A signature made by the platform's own library, tls-sig-api-v2, at a fixed time with its public sample keys. */
interface Vector {
  readonly sdkappid: number
  readonly key: string
  readonly userid: string
  readonly time: number
  readonly expire: number
  readonly sig: string
  readonly doc: object
  readonly room?: number | string
  readonly privileges?: number
  readonly userbufHex?: string
}

export const vectors: readonly Vector[] = [
  {
    sdkappid: 1400000000,
    key: '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e',
    userid: 'administrator',
    time: 1700000000,
    expire: 86400,
    sig: 'eJyrVgrxCdYrSy1SslIy0jNQ0gHzM1NS80oy0zLBwokpuZl5mcUlRYkl*UVQBcUp2YkFBZkpSlaGJgZQAJEpycxNVbIyNEcVTa0oyCxKVbKyMDOBCRVnpitZKVX6OKZql5uHh6aGlhYmhVlm6IdEmFuUGhnmh7hnamdaRhUYlhoHFORFmhnYKtUCAK0SM5I_',
    doc: {
      'TLS.ver': '2.0',
      'TLS.identifier': 'administrator',
      'TLS.sdkappid': 1400000000,
      'TLS.time': 1700000000,
      'TLS.expire': 86400,
      'TLS.sig': 'yLAe+w7WUeUuqbV9h/TX78u21oTGi+i9Zp1u3PpnY60=',
    },
  },
  {
    sdkappid: 20004567,
    key: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    userid: 'user-1_a',
    time: 1622505600,
    expire: 604800,
    sig: 'eJw1ycsKgkAUgOF3OdtKj6MzxUALF10WQlmBtArLkx0kk9G8FL17oLX8v-8Nh2Bv1WRAg7AQxn1zQnnFV*75WZKZOKf498oki4uCE9ACET2ppoNXfCfQjhJColSIg1JbsCHQCr3Z30pOQUOz20Zh-ji7K7otgk1jqHW9wD6*-CVG4cVe15k7orTr0J-D5wsKNzFS',
    doc: {
      'TLS.ver': '2.0',
      'TLS.identifier': 'user-1_a',
      'TLS.sdkappid': 20004567,
      'TLS.time': 1622505600,
      'TLS.expire': 604800,
      'TLS.sig': 'wRPWQnob3GehELOwrex34L/YzAF0WQc/Hvk3+egyy0A=',
    },
  },
  {
    sdkappid: 1400000000,
    key: '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e',
    userid: 'xiaojun',
    time: 1700000000,
    expire: 15552000,
    sig: 'eJyrVgrxCdYrSy1SslIy0jNQ0gHzM1NS80oy0zLBwhWZiflZpXlQqeKU7MSCgswUJStDEwMogMiUZOamKlkZmqOKplYUZBaBxE1NTY3gosWZ6UpWSj5ljuYp*p7l5unBxXnF2WVhVU4uAf7Ozi5JpX7O5SbuHuUhzgZJmQXaTia2SrUAohcx8g__',
    doc: {
      'TLS.ver': '2.0',
      'TLS.identifier': 'xiaojun',
      'TLS.sdkappid': 1400000000,
      'TLS.time': 1700000000,
      'TLS.expire': 15552000,
      'TLS.sig': 'LvA7d/Iw7gSsnskvVzBDPOCCDbuNCw4GHwTC0bip+B4=',
    },
  },
  {
    sdkappid: 1400000000,
    key: '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e',
    userid: 'xiaojun',
    time: 1700000000,
    expire: 300,
    sig: 'eJxVjU0LgkAURf-L2xoympUMtHgEWWShJEHutJmxUTPxq5Hov0eWi*7iwj1ncZ8QuEe94xVQMHUCk2FLxotGCjlgJaN72hY-VbMsKkvJgBoW*eVrGnnjQI3FP*WqlBUHOh1BW-MqbgVQQMQNd-JrbJZGnB-6IEHE1cUPT17vIiJ69qdxfJYJUCDa3trNrXwbrGeZZqeN70S5IiJRzIgePFREhGfBii7MlvB6A36tQqM_',
    doc: {
      'TLS.ver': '2.0',
      'TLS.identifier': 'xiaojun',
      'TLS.sdkappid': 1400000000,
      'TLS.time': 1700000000,
      'TLS.expire': 300,
      'TLS.userbuf': 'AAAHeGlhb2p1blNyTgAAACcQZVPyLAAAAP8AAAAA',
      'TLS.sig': '0+M4K64lITF5k+8jtQGalx0fgxd1aweZx0fZYfdnvZk=',
    },
    room: 10000,
    privileges: 255,
    userbufHex: '0000077869616f6a756e53724e00000027106553f22c000000ff00000000',
  },
  {
    sdkappid: 1400000000,
    key: '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e',
    userid: 'xiaojun',
    time: 1700000000,
    expire: 300,
    sig: 'eJxVjskOgkAQRP*lz4ZlMCFO4mHcF2I0qERvjDNgAwJhE2L8dyPCwTpVvXepFxwtW6lkBhSIosGg3ShkXKCHLa7RTYIy7lQuQjdNUQDVh1qXnynwIYHq5j*VdYqZBGr0oMxlxksPKLADW8lldOck1Xm0a44*a3M97xvrW6YJ60jDyaiwnPm4f4E*UDADkW05XpCYIrytT40xE3HoO5q-iS5EtSqc1OVeU*3FcwzvD9hURoQ_',
    doc: {
      'TLS.ver': '2.0',
      'TLS.identifier': 'xiaojun',
      'TLS.sdkappid': 1400000000,
      'TLS.time': 1700000000,
      'TLS.expire': 300,
      'TLS.userbuf': 'AQAHeGlhb2p1blNyTgAAAAAAZVPyLAAAACoAAAAAAAZyb29tLWE=',
      'TLS.sig': '7jdrKbiYi27dkcIUy3DdnkgW0gJlY2/LviBxuP0/SFw=',
    },
    room: 'room-a',
    privileges: 42,
    userbufHex: '0100077869616f6a756e53724e00000000006553f22c0000002a000000000006726f6f6d2d61',
  },
]
