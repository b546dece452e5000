import Templates
