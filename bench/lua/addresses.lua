-- Asks for random lines of a file: "/path/" or "/path/<tab>cookie". With a skew above 0 early lines come more often (Zipf);
-- with a step of 1 every thread walks through the lines in order instead. wrk ... url -- FILE SKEW STEP DELAY
local started = 0
function setup(thread)
  thread:set("number", started)
  started = started + 1
end

local lines, sums, place, wait = {}, {}, 0, 0
local skew, step = 0, 0

function init(args)
  math.randomseed(4711 + number)
  skew, step, wait = tonumber(args[2] or 0), tonumber(args[3] or 0), tonumber(args[4] or 0)
  local sum = 0
  for line in io.lines(args[1]) do
    local path, cookie = line:match("^([^\t]+)\t?(.*)$")
    local headers = nil
    if cookie ~= "" then
      headers = {}
      for name, value in pairs(wrk.headers) do headers[name] = value end
      headers["Cookie"] = cookie
    end
    lines[#lines + 1] = wrk.format("GET", path, headers)
    sum = sum + (skew > 0 and 1 / (#lines) ^ skew or 1)
    sums[#lines] = sum
  end
  place = math.floor(#lines * number / 2)
end

local function drawn()
  local wanted, low, high = math.random() * sums[#lines], 1, #lines
  while low < high do
    local middle = math.floor((low + high) / 2)
    if sums[middle] < wanted then low = middle + 1 else high = middle end
  end
  return low
end

function request()
  if step > 0 then
    place = place % #lines + 1
    return lines[place]
  end
  return lines[skew > 0 and drawn() or math.random(#lines)]
end

function delay()
  return wait
end
