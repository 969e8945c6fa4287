/** Signature of requests: md5(key + t) (sections 5, common parameters, and the last one on authentication). */
export { md5Sign as sign } from "../tencent-kit/md5-sign.ts";
