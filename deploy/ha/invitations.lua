-- wrk: invites another address with each request. The token comes from the environment.
local thread = 0

function setup(each)
  thread = thread + 1
  each:set('number', thread)
end

function init()
  math.randomseed(os.time() + number)
  prefix = string.format('%d-%d-', number, math.random(1, 1000000000))
  count = 0
  wrk.method = 'POST'
  wrk.headers['Content-Type'] = 'application/json'
end

function request()
  count = count + 1
  wrk.headers['Idempotency-Key'] = prefix .. count
  return wrk.format(nil, nil, nil,
    string.format('{"email":"%s%d@example.org","auth_group":3}', prefix, count))
end
